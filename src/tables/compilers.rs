//! Compilers: programs that make the program of an image out of the build context. Data only.

use super::languages::{Language, dotnet, go, jvm, others, rust};

/// A command that makes a program.
#[derive(Debug)]
pub struct Compiler {
    /// The file names of the compiler.
    pub programs: &'static [&'static str],
    /// The words of which one has to be among its arguments; empty for any.
    pub commands: &'static [&'static str],
    /// The words of which one makes it start what it compiles.
    pub starts: &'static [&'static str],
    /// The language of what it compiles.
    pub language: &'static Language,
    /// Files of which one is in the folder that it compiles, or in one above; the ends of their names.
    pub markers: &'static [&'static str],
    /// Parts of the paths it writes to.
    pub outputs: &'static [&'static str],
}

/// The rows.
pub static COMPILERS: &[Compiler] = &[
    Compiler {
        programs: &["go"],
        commands: &["build", "install"],
        starts: &["run"],
        language: &go::ROW,
        markers: &["go.mod"],
        outputs: &["/go/bin/"],
    },
    Compiler {
        programs: &["cargo"],
        commands: &["build", "install", "rustc", "zigbuild", "auditable"],
        starts: &["run"],
        language: &rust::ROW,
        markers: &["Cargo.toml"],
        outputs: &["/target/", "/cargo/bin/"],
    },
    Compiler {
        programs: &["mvn", "mvnw", "./mvnw"],
        commands: &["package", "install", "verify", "compile"],
        starts: &["spring-boot:run", "quarkus:dev", "exec:java", "mn:run"],
        language: &jvm::ROW,
        markers: &["pom.xml"],
        outputs: &["/target/"],
    },
    Compiler {
        programs: &["gradle", "gradlew"],
        commands: &[],
        starts: &["bootRun", "run", "quarkusDev"],
        language: &jvm::ROW,
        markers: &["settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts"],
        outputs: &["/build/"],
    },
    Compiler {
        programs: &["sbt"],
        commands: &[],
        starts: &["run"],
        language: &jvm::ROW,
        markers: &["build.sbt"],
        outputs: &["/target/"],
    },
    Compiler {
        programs: &["dotnet"],
        commands: &["publish", "build"],
        starts: &["run", "watch"],
        language: &dotnet::ROW,
        markers: &[".sln", ".csproj", ".fsproj"],
        outputs: &["/publish", "/bin/Release/"],
    },
    Compiler {
        programs: &["mix"],
        commands: &["release", "distillery.release"],
        starts: &["phx.server", "run"],
        language: &others::ELIXIR,
        markers: &["mix.exs"],
        outputs: &["/_build/", "/rel/"],
    },
    Compiler {
        programs: &["dart"],
        commands: &["compile"],
        starts: &["run"],
        language: &others::DART,
        markers: &["pubspec.yaml"],
        outputs: &[],
    },
    Compiler {
        programs: &["swift"],
        commands: &["build"],
        starts: &["run"],
        language: &others::SWIFT,
        markers: &["Package.swift"],
        outputs: &["/.build/"],
    },
    Compiler {
        programs: &["crystal", "shards"],
        commands: &["build"],
        starts: &["run"],
        language: &others::CRYSTAL,
        markers: &["shard.yml"],
        outputs: &["/bin/"],
    },
    Compiler {
        programs: &["stack", "cabal"],
        commands: &["build", "install", "v2-build", "v2-install"],
        starts: &["run", "exec"],
        language: &others::HASKELL,
        markers: &["stack.yaml", "package.yaml", ".cabal"],
        outputs: &["/bin/"],
    },
    Compiler {
        programs: &["lein", "clojure", "clj"],
        commands: &[],
        starts: &["run", "ring"],
        language: &others::CLOJURE,
        markers: &["project.clj", "deps.edn"],
        outputs: &["/target/"],
    },
    Compiler {
        programs: &["make", "cmake", "gcc", "g++", "clang"],
        commands: &[],
        starts: &[],
        language: &others::C,
        markers: &["CMakeLists.txt", "Makefile"],
        outputs: &["/build/"],
    },
];

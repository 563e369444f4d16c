//! Compilers: programs that make the program of an image out of the build context. Data only.

use super::languages::{Language, dotnet, go, jvm, others, rust};

/// A command that makes a program.
#[derive(Debug)]
pub struct Compiler {
    /// The file names of the compiler.
    pub programs: &'static [&'static str],
    /// The words of which one has to be among its arguments; empty for any.
    pub commands: &'static [&'static str],
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
        language: &go::ROW,
        markers: &["go.mod"],
        outputs: &["/go/bin/"],
    },
    Compiler {
        programs: &["cargo"],
        commands: &["build", "install", "rustc", "zigbuild", "auditable"],
        language: &rust::ROW,
        markers: &["Cargo.toml"],
        outputs: &["/target/", "/cargo/bin/"],
    },
    Compiler {
        programs: &["mvn", "mvnw", "./mvnw"],
        commands: &["package", "install", "verify", "compile"],
        language: &jvm::ROW,
        markers: &["pom.xml"],
        outputs: &["/target/"],
    },
    Compiler {
        programs: &["gradle", "gradlew"],
        commands: &[],
        language: &jvm::ROW,
        markers: &["settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts"],
        outputs: &["/build/"],
    },
    Compiler {
        programs: &["sbt"],
        commands: &[],
        language: &jvm::ROW,
        markers: &["build.sbt"],
        outputs: &["/target/"],
    },
    Compiler {
        programs: &["dotnet"],
        commands: &["publish", "build"],
        language: &dotnet::ROW,
        markers: &[".sln", ".csproj", ".fsproj"],
        outputs: &["/publish", "/bin/Release/"],
    },
    Compiler {
        programs: &["mix"],
        commands: &["release", "distillery.release"],
        language: &others::ELIXIR,
        markers: &["mix.exs"],
        outputs: &["/_build/", "/rel/"],
    },
    Compiler {
        programs: &["dart"],
        commands: &["compile"],
        language: &others::DART,
        markers: &["pubspec.yaml"],
        outputs: &[],
    },
    Compiler {
        programs: &["swift"],
        commands: &["build"],
        language: &others::SWIFT,
        markers: &["Package.swift"],
        outputs: &["/.build/"],
    },
    Compiler {
        programs: &["crystal", "shards"],
        commands: &["build"],
        language: &others::CRYSTAL,
        markers: &["shard.yml"],
        outputs: &["/bin/"],
    },
    Compiler {
        programs: &["stack", "cabal"],
        commands: &["build", "install", "v2-build", "v2-install"],
        language: &others::HASKELL,
        markers: &["stack.yaml", "package.yaml", ".cabal"],
        outputs: &["/bin/"],
    },
    Compiler {
        programs: &["lein", "clojure", "clj"],
        commands: &[],
        language: &others::CLOJURE,
        markers: &["project.clj", "deps.edn"],
        outputs: &["/target/"],
    },
    Compiler {
        programs: &["make", "cmake", "gcc", "g++", "clang"],
        commands: &[],
        language: &others::C,
        markers: &["CMakeLists.txt", "Makefile"],
        outputs: &["/build/"],
    },
];

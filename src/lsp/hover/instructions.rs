//! Instructions: what each does, and what becomes of it on Heroku.

use super::Said;
use crate::lsp::here::Here;

/// What an instruction does, and what Heroku makes of it; empty where it is the same everywhere.
struct About {
    keyword: &'static str,
    does: &'static str,
    on_heroku: &'static str,
}

/// By keyword.
const ALL: &[About] = &[
    About {
        keyword: "ADD",
        does: "Copies files into the image, unpacks local archives, and fetches URLs and git repositories.",
        on_heroku: "The build context is the folder of the Dockerfile, with what git has in it.",
    },
    About {
        keyword: "ARG",
        does: "Declares a build argument, with a default where one is given. It is gone when the image runs.",
        on_heroku: "`build.config` in heroku.yml passes values. Config vars are not there during the build.",
    },
    About {
        keyword: "CMD",
        does: "What the container runs, or the arguments of the entrypoint.",
        on_heroku: "It is what a process runs that `run` in heroku.yml does not name. In shell form `$PORT` is \
                    expanded; in exec form it is not.",
    },
    About {
        keyword: "COPY",
        does: "Copies files from the build context, another stage or an image into the image.",
        on_heroku: "The build context is the folder of the Dockerfile, with what git has in it.",
    },
    About {
        keyword: "ENTRYPOINT",
        does: "The program that every command of the container is passed to.",
        on_heroku: "It also gets the commands of `run` and `release`. Without it, `/bin/sh -c` runs them.",
    },
    About {
        keyword: "ENV",
        does: "Sets environment variables for the following instructions and for the container.",
        on_heroku: "Config vars of the app replace them when the dyno starts, and Heroku sets `PORT` itself.",
    },
    About {
        keyword: "EXPOSE",
        does: "Documents the ports that a container listens on.",
        on_heroku: "Not used: a web process has to listen on `$PORT`.",
    },
    About {
        keyword: "FROM",
        does: "Starts a stage from an image or from an earlier stage.",
        on_heroku: "The last stage ships unless heroku.yml names another one as `target`.",
    },
    About {
        keyword: "HEALTHCHECK",
        does: "Tells Docker how to check that a container works.",
        on_heroku: "Not supported: a web process counts as started when it listens on `$PORT`.",
    },
    About { keyword: "LABEL", does: "Adds metadata to the image.", on_heroku: "" },
    About { keyword: "MAINTAINER", does: "Names an author. Deprecated: use a LABEL.", on_heroku: "" },
    About {
        keyword: "ONBUILD",
        does: "Keeps an instruction for builds that are based on this image.",
        on_heroku: "",
    },
    About {
        keyword: "RUN",
        does: "Runs a command and keeps what it changes as a layer.",
        on_heroku: "The build sees build arguments, but no config vars and no add-ons.",
    },
    About {
        keyword: "SHELL",
        does: "Sets the shell of the shell form.",
        on_heroku: "It holds for RUN. When the dyno runs, the shell is `/bin/sh`.",
    },
    About {
        keyword: "STOPSIGNAL",
        does: "Sets the signal that stops a container.",
        on_heroku: "Ignored: a dyno gets SIGTERM, and SIGKILL 30 seconds later.",
    },
    About {
        keyword: "USER",
        does: "Sets the user for the following instructions and for the container.",
        on_heroku: "Containers never run as root on dynos, whatever the image says.",
    },
    About {
        keyword: "VOLUME",
        does: "Marks a folder whose files are kept outside of the container.",
        on_heroku: "Not supported: the files of a dyno are lost when it stops.",
    },
    About {
        keyword: "WORKDIR",
        does: "Sets the folder for the following instructions and for the container, and makes it.",
        on_heroku: "Commands of `run` and `release` start there as well.",
    },
];

/// What is to say of an instruction, by its keyword in any case.
pub fn document(keyword: &str) -> Option<String> {
    let about = ALL.iter().find(|about| about.keyword.eq_ignore_ascii_case(keyword))?;
    let heroku = match about.on_heroku {
        "" => String::new(),
        text => format!("\n\nOn Heroku: {text}"),
    };
    Some(format!("{}{heroku}", about.does))
}

/// Every keyword.
pub fn keywords() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|about| about.keyword)
}

/// The keyword at a place.
pub fn at(here: &Here) -> Option<Said> {
    let step = here.step()?.with_onbuild().find(|step| here.within(step.instruction.keyword.span))?;
    let keyword = step.keyword();
    Some((step.instruction.keyword.span, format!("**{keyword}**\n\n{}", document(&keyword)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile;

    #[test]
    fn every_instruction_is_described() {
        for keyword in keywords() {
            let parsed = dockerfile::parse(&format!("FROM a\n{keyword} b c\n"));
            let unknown = parsed.errors.iter().any(|error| error.message.contains("is not an instruction"));
            assert!(!unknown, "{keyword}");
        }
        assert!(ALL.is_sorted_by_key(|about| about.keyword));
        assert_eq!(ALL.len(), 18);
        assert!(document("expose").is_some_and(|text| text.contains("$PORT")));
    }
}

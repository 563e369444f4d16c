//! Shell text to simple commands with their words, each with its range in the file.

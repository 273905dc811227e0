//! Which promises of the house hold across crates? The answers are the tests beside this file.

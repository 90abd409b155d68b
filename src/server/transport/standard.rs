//! The process's standard input and output for the server alone.

use std::io;

use super::input::Input;
use super::pen::Output;

/// The process's standard input.
#[cfg(unix)]
pub(in crate::server) fn stdin() -> io::Result<Input> {
    use std::os::fd::AsFd;
    Input::of(std::fs::File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// The process's standard input.
#[cfg(not(unix))]
pub(in crate::server) fn stdin() -> io::Result<Input> {
    Ok(Input::slow(io::stdin()))
}

/// The process's standard output, which nothing else can reach any more: from now on a stray print goes to standard
/// error, where it can neither corrupt the stream nor wait for its lock.
#[cfg(unix)]
pub(in crate::server) fn private_stdout() -> io::Result<Output> {
    use std::os::fd::AsFd;
    wait_where_needed(io::stdin().as_fd());
    wait_where_needed(io::stdout().as_fd());
    let own = std::fs::File::from(io::stdout().as_fd().try_clone_to_owned()?);
    rustix::stdio::dup2_stdout(io::stderr())?;
    Output::of(own)
}

/// Whoever started the server may have handed it pipes that fail where they would have to wait.
#[cfg(unix)]
fn wait_where_needed(descriptor: std::os::fd::BorrowedFd<'_>) {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    // A descriptor that is closed is an error, which needs no answer.
    if let Ok(flags) = fcntl_getfl(descriptor)
        && flags.contains(OFlags::NONBLOCK)
    {
        _ = fcntl_setfl(descriptor, flags - OFlags::NONBLOCK);
    }
}

/// The process's standard output. It cannot be redirected here, so the lint against prints has to do.
#[cfg(not(unix))]
pub(in crate::server) fn private_stdout() -> io::Result<Output> {
    Ok(Output::slow(io::stdout()))
}

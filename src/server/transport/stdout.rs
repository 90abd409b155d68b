//! The process's standard output for the server alone: from now on a stray print goes to standard error, where it can
//! neither corrupt the stream nor wait for its lock.

use std::io;

use super::pen::Output;

/// The process's standard output, which nothing else can reach any more.
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

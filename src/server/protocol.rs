//! The one place that says which crate speaks the protocol: its types, its errors, its router.

pub(super) use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response, Result};
pub(super) use tower_lsp::ls_types as types;
pub(super) use tower_lsp::{ClientSocket, ExitedError, LanguageServer, LspService};

/// Both halves of the loopback that carries what the server asks of the client.
pub(super) type Halves = (RequestStream, ResponseSink);

/// Where what is asked of the client goes.
pub(super) use tower_lsp::Client as ToClient;

/// A request that arrives before `initialize` was answered.
pub(super) const NOT_INITIALIZED: ErrorCode = ErrorCode::ServerError(-32002);

/// What handlers send to the client.
pub(super) type RequestStream = <ClientSocket as tower_lsp::Loopback>::RequestStream;

/// Where the client's replies go.
pub(super) type ResponseSink = <ClientSocket as tower_lsp::Loopback>::ResponseSink;

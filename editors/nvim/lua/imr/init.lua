--- imr-ls in Neovim: set-up, and how a draft stands.
local server = require('imr.server')

local M = {}

--- Starts the server for every determination. On Neovim 0.11 and later this is the same as
--- `vim.lsp.enable('imr_ls')`, with options.
---@param options? imr.Options
function M.setup(options)
  server.options = vim.tbl_extend('force', server.options, options or {})
  if vim.lsp.config then
    vim.lsp.config('imr_ls', server.config())
    vim.lsp.enable('imr_ls')
    return
  end
  local group = vim.api.nvim_create_augroup('imr_ls', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'imr',
    callback = function(event)
      server.start(event.buf)
    end,
  })
  -- Drafts that were open before.
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype == 'imr' then
      server.start(bufnr)
    end
  end
end

---@class imr.Readiness
---@field ready boolean No error stands against signing.
---@field errors integer
---@field warnings integer
---@field information integer
---@field hints integer
---@field keptBack boolean Some of it is kept back while the draft is written, and listed once it is saved.
---@field message string All of it in a sentence.

--- How the draft stands, as of its last findings; none before the first ones.
---@param bufnr? integer
---@return imr.Readiness?
function M.readiness(bufnr)
  return vim.b[bufnr or 0].imr_readiness
end

--- The same in a few characters, for a status line: `IMR ready` or `IMR 2 errors`; `IMR not checked` where the server
--- has gone.
---@param bufnr? integer
---@return string
function M.status(bufnr)
  if vim.b[bufnr or 0].imr_left then
    return 'IMR not checked'
  end
  local readiness = M.readiness(bufnr)
  if not readiness then
    return ''
  end
  if readiness.ready then
    return 'IMR ready'
  end
  return ('IMR %d error%s'):format(readiness.errors, readiness.errors == 1 and '' or 's')
end

--- Keeps how a draft stands, or that nobody knows any more, and says so.
---@param bufnr integer
---@param readiness? imr.Readiness
local function keep(bufnr, readiness)
  vim.b[bufnr].imr_readiness = readiness
  vim.b[bufnr].imr_left = readiness == nil or nil
  vim.api.nvim_exec_autocmds('User', { pattern = 'ImrReadiness', modeline = false, data = { buf = bufnr } })
  vim.cmd.redrawstatus()
end

--- Asks the server how a draft stands, and keeps the answer for |imr.readiness()|.
---@param bufnr integer
function M.refresh(bufnr)
  if not vim.api.nvim_buf_is_valid(bufnr) then
    return
  end
  local client = vim.lsp.get_clients({ name = 'imr_ls', bufnr = bufnr })[1]
  if not client then
    -- What was known is of a draft that may be another one by now.
    if vim.b[bufnr].imr_readiness then
      keep(bufnr, nil)
    end
    return
  end
  local params = { command = 'imr-ls.readiness', arguments = { { uri = vim.uri_from_bufnr(bufnr) } } }
  server.request(client, 'workspace/executeCommand', params, function(result)
    if result and vim.api.nvim_buf_is_valid(bufnr) then
      keep(bufnr, result)
    end
  end, bufnr)
end

return M

--- How the server is started, and what Neovim does for it: one table for every version.
local M = {}

---@class imr.Options
---@field cmd? string[] The server and its arguments; by default `imr-ls serve`, found on the PATH.
---@field validate? 'onType'|'onSave' When new findings are shown; those that are cured go at once either way.

---@type imr.Options
M.options = { cmd = { 'imr-ls', 'serve' }, validate = 'onType' }

local markers = { 'imr.toml', '.git' }

--- The folder of a draft: that of its settings or repository, else the one it lies in.
---@param bufnr integer
---@return string?
function M.root(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  return vim.fs.root(bufnr, markers) or (name ~= '' and vim.fs.dirname(name) or nil)
end

--- The configuration of the client.
---@return table
function M.config()
  return {
    name = 'imr_ls',
    cmd = M.options.cmd,
    filetypes = { 'imr' },
    root_dir = function(bufnr, on_dir)
      on_dir(M.root(bufnr))
    end,
    init_options = { validate = M.options.validate },
    commands = {
      -- The server would offer three reasons to choose from; here one is written.
      ['imr-ls.acceptFinding'] = function(command, context)
        require('imr.commands').accept_with_reason(command.arguments[1], context.client_id)
      end,
    },
  }
end

--- Starts the server for a draft where Neovim does not do it by itself (0.10).
---@param bufnr integer
function M.start(bufnr)
  local config = M.config()
  config.root_dir = M.root(bufnr)
  vim.lsp.start(config, { bufnr = bufnr })
end

--- The client of a draft, or any client of the server.
---@param bufnr? integer
---@return vim.lsp.Client?
function M.client(bufnr)
  local of_draft = bufnr and vim.lsp.get_clients({ name = 'imr_ls', bufnr = bufnr }) or {}
  return of_draft[1] or vim.lsp.get_clients({ name = 'imr_ls' })[1]
end

-- The methods of a client are called with itself from 0.11 on, and without it before.
local takes_self = vim.fn.has('nvim-0.11') == 1

--- Asks the server.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param answer fun(result: any, err: any)
---@param bufnr? integer
function M.request(client, method, params, answer, bufnr)
  local function handler(err, result)
    answer(result, err)
  end
  if takes_self then
    client:request(method, params, handler, bufnr)
  else
    client.request(method, params, handler, bufnr)
  end
end

--- Tells the server something.
---@param client vim.lsp.Client
---@param method string
---@param params table
function M.notify(client, method, params)
  if takes_self then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

--- Has the server do something by name; what goes wrong is shown.
---@param command string
---@param argument table
---@param answer fun(result: any)
---@param bufnr? integer
function M.execute(command, argument, answer, bufnr)
  local client = M.client(bufnr)
  if not client then
    vim.notify(vim.bo.filetype == 'imr' and 'imr-ls is not running; start it with :ImrRestart, or see :checkhealth imr.'
      or 'imr-ls is not running; open a determination first, or see :checkhealth imr.', vim.log.levels.WARN)
    return
  end
  local params = { command = command, arguments = { next(argument) and argument or vim.empty_dict() } }
  M.request(client, 'workspace/executeCommand', params, function(result, err)
    if err then
      vim.notify(err.message or 'imr-ls could not do that.', vim.log.levels.WARN)
    else
      answer(result)
    end
  end, bufnr)
end

return M

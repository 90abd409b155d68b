--- What the user's commands do.
local server = require('imr.server')

local M = {}

-- Nothing waits longer for the server, in milliseconds.
local PATIENCE = 2000

--- Checks every letter in the folder, and lists what was found.
function M.check()
  vim.notify('Checking letters …')
  server.execute('imr-ls.checkWorkspace', {}, function(result)
    vim.notify(result.message)
    -- The findings of letters that are not open arrive with the answer.
    vim.schedule(function()
      if result.errors + result.warnings + result.information + result.hints > 0 then
        vim.diagnostic.setqflist({ title = 'imr-ls' })
      end
    end)
  end, vim.api.nvim_get_current_buf())
end

--- A new determination in a buffer of its own.
---@param items integer
function M.new(items)
  local command = { server.options.cmd[1], 'new', '--items', tostring(items) }
  local started, process = pcall(vim.system, command, { text = true })
  local done = started and process:wait() or { code = -1, stderr = tostring(process) }
  if done.code ~= 0 then
    vim.notify(('imr-ls could not write a letter: %s'):format(vim.trim(done.stderr or '')), vim.log.levels.ERROR)
    return
  end
  vim.cmd.enew()
  vim.bo.filetype = 'imr'
  -- Written where the server sees it being written: what is still to be filled in is no finding then.
  local bufnr = vim.api.nvim_get_current_buf()
  vim.wait(PATIENCE, function()
    local client = vim.lsp.get_clients({ name = 'imr_ls', bufnr = bufnr })[1]
    return client ~= nil and client.initialized == true
  end, 10)
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(vim.trim(done.stdout), '\n'))
  vim.bo[bufnr].modified = false
end

--- Says whether the draft is ready to be signed.
function M.readiness()
  local bufnr = vim.api.nvim_get_current_buf()
  server.execute('imr-ls.readiness', { uri = vim.uri_from_bufnr(bufnr) }, function(result)
    vim.notify(result.message)
  end, bufnr)
end

--- Accepts a finding under the cursor, or else one of its line.
function M.accept()
  local bufnr = vim.api.nvim_get_current_buf()
  local client = vim.lsp.get_clients({ name = 'imr_ls', bufnr = bufnr })[1]
  if not client then
    vim.notify('imr-ls does not run for this buffer; see :checkhealth imr.', vim.log.levels.WARN)
    return
  end
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = {} }
  server.request(client, 'textDocument/codeAction', params, function(actions)
    local found = vim.tbl_filter(function(action)
      return type(action.command) == 'table' and action.command.command == 'imr-ls.acceptFinding'
    end, actions or {})
    if #found == 0 then
      vim.notify(vim.api.nvim_buf_get_name(bufnr) == '' and 'The draft is in no file yet; save it and accept the finding then.'
        or 'There is no finding on this line.')
      return
    end
    local function accept(action)
      if action then
        M.accept_with_reason(action.command.arguments[1], client.id)
      end
    end
    if #found == 1 then
      accept(found[1])
      return
    end
    local function shown(action)
      return action.diagnostics and action.diagnostics[1].message or action.title
    end
    vim.ui.select(found, { prompt = 'Which finding?', format_item = shown }, accept)
  end, bufnr)
end

--- Asks why a finding is accepted, and has that written.
---@param finding table As the server's action names it.
---@param client_id integer
function M.accept_with_reason(finding, client_id)
  vim.ui.input({ prompt = ('Why is this accepted (%s)? Name no patient: '):format(finding.code) }, function(reason)
    local client = vim.lsp.get_client_by_id(client_id)
    if not client or not reason or vim.trim(reason) == '' then
      return
    end
    local argument = vim.tbl_extend('force', finding, { reason = reason })
    local params = { command = 'imr-ls.acceptFinding', arguments = { argument } }
    server.request(client, 'workspace/executeCommand', params, function(_, err)
      if err then
        vim.notify(err.message, vim.log.levels.WARN)
      end
    end)
  end)
end

--- Shows the documentation of a rule: the one that is named, or that of the finding under the cursor.
---@param code? string
function M.explain(code)
  if not code or code == '' then
    local line, column = unpack(vim.api.nvim_win_get_cursor(0))
    for _, finding in ipairs(vim.diagnostic.get(0, { lnum = line - 1 })) do
      local inside = finding.col <= column and column <= (finding.end_col or finding.col)
      if finding.source == 'imr' and (inside or not code or code == '') then
        code = finding.code
        if inside then
          break
        end
      end
    end
  end
  if not code or code == '' then
    vim.notify('There is no finding on this line; name a rule, as in :ImrExplain missing-field.')
    return
  end
  server.execute('imr-ls.explain', { code = code }, function(result)
    local lines = vim.split(('# %s\n\n%s'):format(result.code, result.markdown), '\n')
    vim.lsp.util.open_floating_preview(lines, 'markdown', { focus_id = 'imr-explain', border = 'rounded', max_width = 100 })
  end, vim.api.nvim_get_current_buf())
end

--- The codes of rules that open with these letters.
---@param typed string
---@return string[]
function M.codes(typed)
  local started, process = pcall(vim.system, { server.options.cmd[1], 'rules', '--format', 'json' }, { text = true })
  local done = started and process:wait(PATIENCE) or { code = -1 }
  local known, rules = pcall(vim.json.decode, done.code == 0 and done.stdout or '[]')
  local codes = {}
  for _, rule in ipairs(known and rules or {}) do
    if vim.startswith(rule.code, typed) then
      table.insert(codes, rule.code)
    end
  end
  return codes
end

--- Stops the server, should it still run, and starts it again for every draft that is open.
function M.restart()
  local drafts = vim.tbl_filter(function(bufnr)
    return vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype == 'imr'
  end, vim.api.nvim_list_bufs())
  for _, client in ipairs(vim.lsp.get_clients({ name = 'imr_ls' })) do
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      client.stop()
    end
  end
  -- The same name starts nothing new before the old one has gone.
  vim.defer_fn(function()
    for _, bufnr in ipairs(drafts) do
      if vim.api.nvim_buf_is_valid(bufnr) then
        server.start(bufnr)
      end
    end
  end, 300)
end

return M

-- A reviewer at work in the real editor. Every step says what it waits for; the first that fails ends the run.
local place = vim.env.PLACE
local has_011 = vim.fn.has('nvim-0.11') == 1
local CONTRADICTION = 'outcome-contradicts-rationale'

vim.o.swapfile, vim.o.autoindent, vim.o.showmode, vim.o.more = false, false, false, false
local told = {}
vim.notify = function(message)
  table.insert(told, message)
end

local function wait_for(what, probe)
  if not vim.wait(20000, probe, 10) then
    error('gave up waiting for ' .. what .. '\ntold: ' .. vim.inspect(told) .. '\nfindings: ' .. vim.inspect(vim.diagnostic.get()), 0)
  end
end

local function step(name, test)
  local ok, why = xpcall(test, function(e)
    return type(e) == 'string' and e or debug.traceback(vim.inspect(e))
  end)
  if not ok then
    io.stderr:write(('not ok: %s\n%s\n'):format(name, why))
    os.exit(1)
  end
  io.stdout:write('ok: ', name, '\n')
end

local function codes(bufnr)
  return vim.tbl_map(function(d)
    return d.code
  end, vim.diagnostic.get(bufnr or 0))
end

local function contradictions(bufnr)
  return #vim.tbl_filter(function(code)
    return code == CONTRADICTION
  end, codes(bufnr))
end

local function client(bufnr)
  return vim.lsp.get_clients({ name = 'imr_ls', bufnr = bufnr or vim.api.nvim_get_current_buf() })[1]
end

local function call(name, ...)
  local of = client()
  if has_011 then
    return of[name](of, ...)
  end
  return of[name](...)
end

local function request(method, params)
  local reply = assert(call('request_sync', method, params, 20000, 0), method .. ': no reply')
  assert(not reply.err, vim.inspect(reply.err))
  return reply.result
end

-- Puts the cursor on the first place of some words behind others.
local function go_to(words, after)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if after then
    assert(vim.fn.search('\\V' .. after, 'W') > 0, after .. ' is not there')
  end
  assert(vim.fn.search('\\V' .. words, 'cW') > 0, words .. ' is not there')
end

local function type_keys(keys)
  vim.api.nvim_feedkeys(vim.keycode(keys), 'xt', false)
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n'), window
    end
  end
end

-- The second item of the fixture: Upheld, and its rationale concludes that the treatment is necessary.
local ITEM = 'Home heating unit'

step('set up as the help says', function()
  vim.cmd('filetype plugin on')
  vim.cmd('syntax on')
  if has_011 then
    vim.lsp.enable('imr_ls')
  else
    require('imr').setup({})
  end
end)

step('a draft is known by its name, and the server attaches', function()
  vim.cmd.edit(place .. '/a.imr.txt')
  assert(vim.bo.filetype == 'imr', vim.bo.filetype)
  wait_for('the server', function()
    return client() and client().initialized
  end)
end)

step('the contradiction is shown at its outcome', function()
  wait_for('the finding', function()
    return contradictions() == 1
  end)
  local found = vim.tbl_filter(function(d)
    return d.code == CONTRADICTION
  end, vim.diagnostic.get(0))[1]
  local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
  assert(line:sub(found.col + 1, found.end_col) == 'Upheld' and line:find(ITEM, 1, true), line)
  assert(found.severity == vim.diagnostic.severity.ERROR and found.source == 'imr')
end)

step('the outline holds sections and items', function()
  local names = {}
  local function collect(symbols)
    for _, symbol in ipairs(symbols or {}) do
      table.insert(names, symbol.name)
      collect(symbol.children)
    end
  end
  collect(request('textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(0) } }))
  local all = table.concat(names, '\n')
  assert(all:find('CLINICAL CASE SUMMARY', 1, true) and all:find(ITEM, 1, true), all)
end)

step('hover explains an outcome', function()
  go_to('Upheld', ITEM)
  vim.lsp.buf.hover()
  wait_for('the window', float)
  local text, window = float()
  assert(text:find('Upheld', 1, true) and text:find('denial', 1, true), text)
  vim.api.nvim_win_close(window, true)
end)

step('the line over an item leads to its conclusion', function()
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  local here = { uri = vim.uri_from_bufnr(0), item = 1 }
  require('imr.server').execute('imr-ls.showConclusion', here, function() end, vim.api.nvim_get_current_buf())
  wait_for('the conclusion', function()
    local line, column = unpack(vim.api.nvim_win_get_cursor(0))
    return line > 1 and vim.api.nvim_get_current_line():sub(column + 1):find('medically necessary', 1, true) ~= nil
  end)
end)

step('readiness, in a message and for the status line', function()
  wait_for('the status', function()
    return require('imr').status() == 'IMR 1 error'
  end)
  told = {}
  vim.cmd.ImrReadiness()
  wait_for('the message', function()
    return told[1] == 'Not ready to be signed: 1 error.'
  end)
end)

step('typing cures the finding and brings it back', function()
  go_to('Upheld', ITEM)
  type_keys('cwOverturned<Esc>')
  wait_for('the cure', function()
    return contradictions() == 0
  end)
  wait_for('the status', function()
    return require('imr').status() == 'IMR ready'
  end)
  vim.cmd('silent undo')
  wait_for('the finding', function()
    return contradictions() == 1
  end)
end)

step('characters outside the basic plane shift nothing', function()
  go_to(ITEM)
  type_keys('i💊 𝒳 <Esc>')
  wait_for('the shifted finding', function()
    for _, d in ipairs(vim.diagnostic.get(0)) do
      local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1]
      if d.code == CONTRADICTION and line:find('💊', 1, true) then
        return line:sub(d.col + 1, d.end_col) == 'Upheld'
      end
    end
  end)
  vim.cmd('silent undo')
end)

step('a quick fix is applied', function()
  go_to('Upheld', ITEM)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find('Overturned', 1, true) ~= nil
    end,
  })
  wait_for('the cure', function()
    return contradictions() == 0
  end)
  go_to('Overturned', ITEM)
  vim.cmd('silent undo')
  wait_for('the finding', function()
    return contradictions() == 1
  end)
end)

step('a fix is offered anywhere on the line', function()
  go_to(ITEM)
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], 0 })
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find('Overturned', 1, true) ~= nil
    end,
  })
  wait_for('the cure', function()
    return contradictions() == 0
  end)
  vim.cmd('silent undo')
  wait_for('the finding', function()
    return contradictions() == 1
  end)
end)

step('what is completed stands on lines of its own', function()
  local all = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local row = vim.api.nvim_win_get_cursor(0)[1]
  -- As Neovim 0.10 writes a word of several lines.
  vim.fn.setline(row, 'CLINICAL CASE SUMMARY\n\nIt')
  vim.api.nvim_win_set_cursor(0, { row, 23 })
  vim.api.nvim_exec_autocmds('CompleteDone', { modeline = false })
  local lines = vim.api.nvim_buf_get_lines(0, row - 1, row + 2, false)
  assert(vim.deep_equal(lines, { 'CLINICAL CASE SUMMARY', '', 'It' }), vim.inspect(lines))
  local cursor = vim.api.nvim_win_get_cursor(0)
  assert(vim.deep_equal(cursor, { row + 2, 0 }), vim.inspect(cursor))
  vim.api.nvim_buf_set_lines(0, 0, -1, false, all)
end)

step('a server that has died is seen, and started again', function()
  wait_for('the status', function()
    return require('imr').status() == 'IMR 1 error'
  end)
  local of = client()
  -- Its process is the only child of this one.
  vim.fn.system({ 'pkill', '-KILL', '-P', tostring(vim.fn.getpid()), '-x', 'imr-ls' })
  wait_for('the news of its end', function()
    return require('imr').status() == 'IMR not checked'
  end)
  vim.cmd.ImrRestart()
  wait_for('another server', function()
    return client() and client().id ~= of.id and client().initialized
  end)
  wait_for('the finding', function()
    return contradictions() == 1 and require('imr').status() == 'IMR 1 error'
  end)
end)

step('a rule is explained', function()
  go_to('Upheld', ITEM)
  vim.cmd.ImrExplain()
  wait_for('the window', float)
  local text, window = float()
  assert(text:find(CONTRADICTION, 1, true), text)
  vim.api.nvim_win_close(window, true)
  assert(vim.deep_equal(vim.fn.getcompletion('ImrExplain outcome-', 'cmdline'), { CONTRADICTION }))
end)

step('plain text is known by its first lines, and checked with its folder', function()
  vim.cmd('silent! write')
  told = {}
  vim.cmd.ImrCheck()
  wait_for('the summary', function()
    return vim.tbl_contains(told, '2 letters checked: 2 errors.')
  end)
  wait_for('the list', function()
    return #vim.fn.getqflist() >= 2
  end)
  vim.cmd.cclose()
  vim.cmd.edit(place .. '/letter.txt')
  assert(vim.bo.filetype == 'imr', vim.bo.filetype)
  wait_for('the finding', function()
    return contradictions() == 1
  end)
  vim.fn.writefile({ 'A shopping list.' }, place .. '/list.txt')
  vim.cmd.edit(place .. '/list.txt')
  assert(vim.bo.filetype == 'text', vim.bo.filetype)
end)

step('settings are in force when they are written', function()
  vim.cmd.buffer('a.imr.txt')
  vim.cmd.split(place .. '/imr.toml')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '[severity]', CONTRADICTION .. ' = "hint"' })
  vim.cmd('silent write')
  vim.cmd.close()
  wait_for('the severity', function()
    local found = vim.diagnostic.get(0, { severity = vim.diagnostic.severity.HINT })
    return #found == 1 and found[1].code == CONTRADICTION
  end)
end)

step('a finding is accepted with a reason', function()
  vim.ui.input = function(options, answer)
    assert(options.prompt:find(CONTRADICTION, 1, true), options.prompt)
    answer('agreed with the quality desk')
  end
  go_to('Upheld', ITEM)
  vim.cmd.ImrAccept()
  wait_for('silence', function()
    return contradictions() == 0
  end)
  local list = table.concat(vim.fn.readfile(place .. '/.imr-allow.toml'), '\n')
  assert(list:find('agreed with the quality desk', 1, true), list)
  assert(not list:find('heating', 1, true), list)
  vim.fn.delete(place .. '/.imr-allow.toml')
end)

step('a new determination', function()
  vim.cmd('2ImrNew')
  assert(vim.bo.filetype == 'imr')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  local _, items = text:gsub('Decision rationale:', '')
  assert(items == 2, text)
  -- What is still to be written is no finding, until it is saved.
  vim.wait(700)
  assert(#vim.diagnostic.get(0) == 0, vim.inspect(vim.diagnostic.get(0)))
  vim.cmd('bwipeout!')
end)

step('on save: new findings wait for it', function()
  vim.cmd.buffer('letter.txt')
  vim.fn.writefile({}, place .. '/imr.toml')
  local old = client().id
  require('imr.server').options.validate = 'onSave'
  if has_011 then
    vim.lsp.config('imr_ls', require('imr.server').config())
  end
  vim.cmd.ImrRestart()
  wait_for('another server', function()
    local now = client()
    return now and now.id ~= old and now.initialized
  end)
  wait_for('the finding', function()
    return contradictions() == 1
  end)
  go_to('Upheld', ITEM)
  type_keys('cwOverturned<Esc>')
  wait_for('the cure, at once', function()
    return contradictions() == 0
  end)
  vim.cmd('silent undo')
  -- Something else that the server answers, so that the change has been seen.
  vim.wait(400)
  request('textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(0) } })
  assert(contradictions() == 0, 'shown before it was saved')
  vim.cmd('silent write')
  wait_for('the finding', function()
    return contradictions() == 1
  end)
end)

step('the health check finds nothing wrong', function()
  vim.cmd.checkhealth('imr')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  assert(text:find('imr-ls 0', 1, true) or text:find('imr%-ls: imr'), text)
  assert(not text:find('ERROR', 1, true) and not text:find('WARNING', 1, true), text)
  vim.cmd('bwipeout!')
end)

step('the help is found', function()
  vim.cmd.helptags(vim.env.PLUGIN .. '/doc')
  vim.cmd.help('imr-commands')
  assert(vim.api.nvim_get_current_line():find('imr-commands', 1, true))
  vim.cmd.close()
  vim.fn.delete(vim.env.PLUGIN .. '/doc/tags')
end)

step('the server leaves when it is stopped', function()
  vim.cmd.buffer('letter.txt')
  local of = client()
  call('stop')
  wait_for('the end', function()
    if has_011 then
      return of:is_stopped()
    end
    return of.is_stopped()
  end)
end)

os.exit(0)

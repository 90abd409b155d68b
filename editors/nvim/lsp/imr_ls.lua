-- Read by Neovim 0.11 and later: all that is needed besides is vim.lsp.enable('imr_ls').
return require('imr.server').config()

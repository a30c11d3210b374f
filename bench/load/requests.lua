-- Sends the bodies of a file, one per line, in an order that follows from the seed, so that every server gets the same
-- requests. If a body has a gap for an idempotency key, each request fills it with a new key.
--
--   wrk … -s requests.lua URL -- FILE SEED RUN [KEY]   RUN: letters or digits, different for each run of a server
--                                                      KEY: an API key to send
--
-- The requests are formatted before the measurement starts, because the generator runs on the measured machine.

local GAP = ('#'):rep(16) -- as in workloads.ts
local heads, tails, count = {}, {}, 0
local key, run = 0, ''

function init(args)
  run = ('%-6.6s'):format(args[3]):gsub(' ', '_')
  local headers = { ['content-type'] = 'application/json' }
  if args[4] then headers['authorization'] = 'Bearer ' .. args[4] end
  for body in io.lines(args[1]) do
    local request = wrk.format('POST', nil, headers, body)
    local from, to = request:find(GAP, 1, true)
    count = count + 1
    heads[count] = from and request:sub(1, from - 1) or request
    tails[count] = from and request:sub(to + 1) or false
  end
  math.randomseed(tonumber(args[2]))
end

function request()
  local n = math.random(count)
  local tail = tails[n]
  if not tail then return heads[n] end
  key = key + 1
  return heads[n] .. run .. ('%010d'):format(key) .. tail
end

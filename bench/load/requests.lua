-- Sends the bodies of a file, one per line, in an order that follows from the seed, so that every server gets the same
-- requests. If a body has a gap for an idempotency key, each request fills it with a new key.
--
--   wrk … -s requests.lua URL -- FILE SEED RUN BEGINNING EVERY [KEY]
--
--   RUN        letters or digits, different for each run of a server
--   BEGINNING  how each good answer begins
--   EVERY      of so many answers, one is searched for errors to its end
--   KEY        an API key to send
--
-- The requests are formatted before the measurement starts, because the generator runs on the measured machine.

local GAP = ('#'):rep(16) -- as in workloads.ts
local heads, tails, count = {}, {}, 0
local key, run = 0, ''
local beginning, every

-- Read by done(). `heard` is the second of the last answer that was searched.
seen, searched, wrong, firstWrong, heard = 0, 0, 0, '', 0

function init(args)
  run = ('%-6.6s'):format(args[3]):gsub(' ', '_')
  beginning, every = args[4], tonumber(args[5])
  local headers = { ['content-type'] = 'application/json' }
  if args[6] then headers['authorization'] = 'Bearer ' .. args[6] end
  for body in io.lines(args[1]) do
    local request = wrk.format('POST', nil, headers, body)
    local from, to = request:find(GAP, 1, true)
    count = count + 1
    heads[count] = from and request:sub(1, from - 1) or request
    tails[count] = from and request:sub(to + 1) or false
  end
  math.randomseed(tonumber(args[2]))
  heard = os.time()
end

function request()
  local n = math.random(count)
  local tail = tails[n]
  if not tail then return heads[n] end
  key = key + 1
  return heads[n] .. run .. ('%010d'):format(key) .. tail
end

function response(status, _, body)
  seen = seen + 1
  local good = status == 200 and body:sub(1, #beginning) == beginning
  if good and seen % every == 0 then
    searched = searched + 1
    heard = os.time()
    good = not body:find('"errors"', 1, true)
  end
  if good then return end
  wrong = wrong + 1
  if wrong == 1 then firstWrong = status .. ' ' .. body:sub(1, 300) end
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done()
  for _, thread in ipairs(threads) do
    local text = thread:get('firstWrong'):gsub('%c', ' ')
    print(('Answers: %d seen, %d searched, silent for %d s, %d wrong: %s'):format(
      thread:get('seen'), thread:get('searched'), os.time() - thread:get('heard'), thread:get('wrong'), text))
  end
end

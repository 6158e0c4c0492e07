-- Stands before every script. KEYS[1]: the crawl's prefix, a hash tag, so that all keys are in
-- one slot. ARGV[1]: the time in seconds (tests), else '': the server's own. ARGV[2]: the epoch.
-- ARGV[3]: the worker's number. What is where: docs/formats.md, "A shared frontier".
local call = redis.call
local P = KEYS[1]
local META, REC, READY, LATER = P .. ':meta', P .. ':url', P .. ':ready', P .. ':later'
local WORKERS, WAITS = P .. ':workers', P .. ':waits'
local EPOCH, ME = ARGV[2], ARGV[3]
local now = tonumber(ARGV[1])
if not now then
  local t = call('TIME')
  now = tonumber(t[1]) + tonumber(t[2]) / 1e6
end
local ROBOTS = 90     -- archive.state.PRIORITY
local TRIP = 5        -- failures in a row after which one request at a time is enough
local TRIP_BLOCKED = 3
local STEP = 4398046511104 -- 2^42: arrivals within one priority

-- Whether a worker is not known by its number, or acts that it told up to *told* are gone: a
-- server that came back with what it had on disk, or a replica in its place, may be behind.
local function forgot(number, name, told)
  return call('HGET', P .. ':names', number) ~= name
    or tonumber(call('HGET', P .. ':applied', number) or 0) < tonumber(told)
end
local function stale(name, told)
  if call('HGET', META, 'epoch') ~= EPOCH or (name and forgot(ME, name, told)) then
    return redis.error_reply('EPOCH the frontier is another one than before')
  end
end

-- What became of a URL, by its digest of 16 bytes: 'w' waits, 'l<worker>' leased, 'd<round>'
-- done. Many to a hash: a listpack takes a third of the memory of a key each.
local function shelf(d)
  local a, b, c = d:byte(1, 3)
  return P .. ':seen:' .. string.format('%05x', a * 1024 + b * 4 + math.floor(c / 64))
end
local function seen(d) return call('HGET', shelf(d), d:sub(3)) or nil end
local function mark(d, word) call('HSET', shelf(d), d:sub(3), word) end

-- A URL that waits or is leased: '<score> <priority> <tries> <portal> <origin> <its place>'.
local function record(d)
  local text = call('HGET', REC, d)
  if not text then return nil end
  local r = {}
  r.score, r.priority, r.tries, r.portal, r.origin, r.place =
    text:match('^(%S+) (%d+) (%d+) (%S+) (%S+) (.*)$')
  return r
end
local function keep(d, r)
  call('HSET', REC, d, table.concat({r.score, r.priority, r.tries, r.portal, r.origin, r.place}, ' '))
end

local function pair(r) return r.portal .. ' ' .. r.origin end
local function queue(r) return P .. ':queue:' .. pair(r) end
local function server(origin) return P .. ':server:' .. origin end

local function enqueue(d, r)
  call('ZADD', queue(r), r.score, d)
  call('ZADD', READY, 'NX', call('HGET', server(r.origin), 'next') or 0, pair(r))
end
local function dequeue(d, r)
  call('ZREM', queue(r), d)
  call('ZREM', LATER, d)
  if call('EXISTS', queue(r)) == 0 then call('ZREM', READY, pair(r)) end
end

local function count(r, by) call('HINCRBY', WAITS, r.portal .. ' ' .. r.priority, by) end

-- Lets a URL wait that does not: one never met, or one done with.
local function add(d, priority, portal, origin, tries, place)
  local known = seen(d)
  if not known then call('HINCRBY', P .. ':known', portal, 1) end
  local arrival = call('HINCRBY', META, 'arrivals', 1)
  local score = string.format('%.0f', (100 - tonumber(priority)) * STEP + arrival)
  local r = {score = score, priority = priority, tries = tries, portal = portal, origin = origin,
             place = place}
  mark(d, 'w')
  keep(d, r)
  count(r, 1)
  return r
end

-- Notes that a request is not under way any more.
local function landed(number, d, origin)
  local held = call('HGET', P .. ':leased:' .. number, d)
  if held and held:sub(1, 1) == '1' then
    call('HSET', P .. ':leased:' .. number, d, '0' .. held:sub(2))
    call('HINCRBY', server(origin), 'busy', -1)
  end
end

-- Ends a lease without an answer: the URL waits again, its try and its page taken back.
local function put_back(number, d)
  local held = call('HGET', P .. ':leased:' .. number, d)
  if held and held:sub(3) == call('HGET', META, 'round') then call('HINCRBY', META, 'pages', -1) end
  local r = record(d)
  if r then
    landed(number, d, r.origin)
    r.tries = math.max(tonumber(r.tries) - 1, 0)
    keep(d, r)
    mark(d, 'w')
    enqueue(d, r)
  end
  call('HDEL', P .. ':leased:' .. number, d)
end

local function put_all_back(number)
  local leased = call('HKEYS', P .. ':leased:' .. number)
  for _, d in ipairs(leased) do put_back(number, d) end
  return #leased
end

-- Workers that were not heard of for as long as a lease lasts are taken for dead.
local function bury()
  local found = 0
  for _, number in ipairs(call('ZRANGEBYSCORE', WORKERS, '-inf', now)) do
    found = found + put_all_back(number)
    call('ZREM', WORKERS, number)
  end
  return found
end

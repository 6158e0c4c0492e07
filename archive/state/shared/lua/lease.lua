-- Takes the next URL that may be fetched now. ARGV[4]: what is asked for, as JSON; from [5] on
-- what has landed since the last time: digest, seconds of rest its server wants.
-- Returns {pages leased in this round}, and behind it, if there is a URL: digest, place, portal,
-- origin, tries, time of its robots.txt, failures, blocks, seconds since the first, given, why.
local old = stale()
if old then return old end
local ask = cjson.decode(ARGV[4])
call('ZADD', WORKERS, now + ask.lease, ME)
bury()
for i = 5, #ARGV, 2 do
  local r = record(ARGV[i])
  if r then
    landed(ME, ARGV[i], r.origin)
    local rest = now + tonumber(ARGV[i + 1])
    if rest < now then -- it was not asked at all: its turn is another's
      call('HDEL', server(r.origin), 'next')
      call('ZADD', READY, 'XX', string.format('%.6f', now), pair(r))
    elseif rest > tonumber(call('HGET', server(r.origin), 'next') or 0) then
      call('HSET', server(r.origin), 'next', string.format('%.6f', rest))
    end
  end
end
for _, d in ipairs(call('ZRANGEBYSCORE', LATER, '-inf', now, 'LIMIT', 0, 500)) do
  call('ZREM', LATER, d)
  local r = record(d)
  if r then enqueue(d, r) end
end

local pages = tonumber(call('HGET', META, 'pages') or 0)
local kinds = ask.kinds ~= cjson.null and ask.kinds or nil
if ask.pages ~= cjson.null and pages >= ask.pages then kinds = ask.free end
local only
if kinds then
  only = {}
  for _, priority in ipairs(kinds) do only[tonumber(priority)] = true end
end
local busy = {}
for _, origin in ipairs(ask.busy) do busy[origin] = true end

-- A server's robots.txt comes before anything else of it, and again when it is old.
local function ask_robots(portal, origin)
  local url = origin .. '/robots.txt'
  local hex = redis.sha1hex(url):sub(1, 32)
  local d = hex:gsub('..', function(two) return string.char(tonumber(two, 16)) end)
  local known = seen(d)
  if known and known:sub(1, 1) ~= 'd' then return end
  -- It led to another server's, whose answer is still to come.
  if tonumber(call('HGET', server(origin), 'led') or 0) > now then return end
  local place = cjson.encode({url = url, kind = 'robots', depth = 0, hops = 0})
  enqueue(d, add(d, tostring(ROBOTS), portal, origin, '0', place))
end

local function first(portal, origin, allowed)
  local key = queue({portal = portal, origin = origin})
  if not allowed then return call('ZRANGE', key, 0, 0)[1] end
  for priority = 100, 0, -1 do
    if allowed[priority] then
      local from = (100 - priority) * STEP
      local found = call('ZRANGEBYSCORE', key, string.format('%.0f', from),
                         string.format('(%.0f', from + STEP), 'LIMIT', 0, 1)[1]
      if found then return found end
    end
  end
end

local function take(member)
  local portal, origin = member:match('^(%S+) (.*)$')
  local manner = ask.portals[portal]
  if not manner or busy[origin] then return end
  local s = call('HMGET', server(origin), 'next', 'rest', 'busy', 'failures', 'blocks', 'at',
                 'given', 'delay', 'since', 'why')
  if s[7] == 'given' then
    call('ZADD', READY, '+inf', member)
    return
  end
  local may = math.max(tonumber(s[1] or 0), tonumber(s[2] or 0))
  if may > now then
    call('ZADD', READY, string.format('%.6f', may), member)
    return
  end
  local most = tonumber(manner[2])
  local failures, blocks = tonumber(s[4] or 0), tonumber(s[5] or 0)
  if failures >= TRIP or blocks >= TRIP_BLOCKED then most = 1 end
  if tonumber(s[3] or 0) >= most then return end
  local asked = s[6] and now - tonumber(s[6]) < ask.robots_life
  if not asked then ask_robots(portal, origin) end
  local d = first(portal, origin, asked and only or (not asked and {[ROBOTS] = true}) or nil)
  if not d then return end
  local r = record(d)
  dequeue(d, r)
  r.tries = tonumber(r.tries) + 1
  keep(d, r)
  mark(d, 'l' .. ME)
  local held = '1'
  for _, priority in ipairs(ask.counted) do
    if tonumber(priority) == tonumber(r.priority) then
      pages = call('HINCRBY', META, 'pages', 1)
      held = '1 ' .. call('HGET', META, 'round')
    end
  end
  call('HSET', P .. ':leased:' .. ME, d, held)
  call('HINCRBY', server(origin), 'busy', 1)
  local following = now + math.max(tonumber(manner[1]), tonumber(s[8] or 0))
  if s[7] == 'dead' then following = now end -- not to be asked, only to be written off
  call('HSET', server(origin), 'next', string.format('%.6f', following))
  -- Now at the earliest, so behind all that are ready: servers take turns.
  call('ZADD', READY, 'XX', string.format('%.6f', following), member)
  local since = s[9] and s[9] ~= '' and tostring(now - tonumber(s[9])) or ''
  return {pages, d, r.place, portal, origin, r.tries, s[6] or '', failures, blocks, since,
          s[7] or '', s[10] or ''}
end

local passed = 0
while true do
  local some = call('ZRANGEBYSCORE', READY, '-inf', string.format('%.6f', now), 'LIMIT', passed, 64)
  if #some == 0 then break end
  for _, member in ipairs(some) do
    local taken = take(member)
    if taken then return taken end
    local score = call('ZSCORE', READY, member)
    if score and tonumber(score) <= now then passed = passed + 1 end
  end
end
return {pages}

-- Whether anything is left that a lease could be had for, or is leased and may bring more.
-- ARGV[4]: JSON {portals, kinds, span, without}. Returns 1 or 0.
local old = stale()
if old then return old end
bury()
local ask = cjson.decode(ARGV[4])
for _, number in ipairs(call('ZRANGE', WORKERS, 0, -1)) do
  if call('EXISTS', P .. ':leased:' .. number) == 1 then return 1 end
end
local wanted, without, only = {}, {}, nil
for _, portal in ipairs(ask.portals) do wanted[portal] = true end
for _, origin in ipairs(ask.without) do without[origin] = true end
if ask.kinds then
  only = {}
  for _, priority in ipairs(ask.kinds) do only[#only + 1] = tonumber(priority) end
end
if not ask.span then
  local all = call('HGETALL', WAITS)
  for i = 1, #all, 2 do
    local portal, priority = all[i]:match('^(%S+) (%d+)$')
    local fits = not only
    for _, one in ipairs(only or {}) do fits = fits or one == tonumber(priority) end
    if wanted[portal] and fits and tonumber(all[i + 1]) > 0 then return 1 end
  end
  return 0
end
local by = now + ask.span

local function open(origin)
  if without[origin] then return false end
  local s = call('HMGET', server(origin), 'rest', 'given')
  return s[2] ~= 'given' and tonumber(s[1] or 0) <= by
end

for _, member in ipairs(call('ZRANGE', READY, 0, -1)) do
  local portal, origin = member:match('^(%S+) (.*)$')
  if wanted[portal] and open(origin) then
    if not only then return 1 end
    for _, priority in ipairs(only) do
      local from = (100 - priority) * STEP
      if call('ZCOUNT', P .. ':queue:' .. member, string.format('%.0f', from),
              string.format('(%.0f', from + STEP)) > 0 then return 1 end
    end
  end
end
for _, d in ipairs(call('ZRANGEBYSCORE', LATER, '-inf', by)) do
  local r = record(d)
  if r and wanted[r.portal] and open(r.origin) then
    if not only then return 1 end
    for _, priority in ipairs(only) do
      if priority == tonumber(r.priority) then return 1 end
    end
  end
end
return 0

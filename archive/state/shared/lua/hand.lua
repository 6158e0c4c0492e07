-- A worker says what it crawls and how: ARGV[4]: how many targets, then they, then pairs of a
-- portal's name and its profile. Where nobody else is at work it is taken over; else a portal
-- whose profile is another one is returned, and nothing changed. Returns '' if all is well.
bury()
local TARGETS, PROFILES = P .. ':targets', P .. ':profiles'
local first = 5 + tonumber(ARGV[4])
if call('ZCARD', WORKERS) == (call('ZSCORE', WORKERS, ME) and 1 or 0) then
  call('DEL', TARGETS, PROFILES)
end
for i = first, #ARGV, 2 do
  local held = call('HGET', PROFILES, ARGV[i])
  if held and held ~= ARGV[i + 1] then return ARGV[i] end
end
for i = 5, first - 1 do call('SADD', TARGETS, ARGV[i]) end
for i = first, #ARGV, 2 do call('HSET', PROFILES, ARGV[i], ARGV[i + 1]) end
return ''

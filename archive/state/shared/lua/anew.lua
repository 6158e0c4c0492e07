-- Whether a round looks anew at what is known of a portal (ARGV[4]): nothing of it waited when it
-- was first asked. The answer holds for the round, for every worker. Returns 1 or 0.
local old = stale()
if old then return old end
local known = call('HGET', P .. ':anew', ARGV[4])
if not known then
  known = '1'
  local all = call('HGETALL', WAITS)
  for i = 1, #all, 2 do
    if all[i]:match('^(%S+) ') == ARGV[4] and tonumber(all[i + 1]) > 0 then known = '0' end
  end
  call('HSET', P .. ':anew', ARGV[4], known)
end
return tonumber(known)

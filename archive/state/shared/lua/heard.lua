-- A worker says that it lives (ARGV[4]: seconds a lease lasts; [5]: its name; [6]: its last act
-- that it told) and what it heard of servers: from [7] on origin, word (ok, bad, blocked, welcome, given, dead), why, seconds of rest.
local old = stale(ARGV[5], ARGV[6])
if old then return old end
call('ZADD', WORKERS, now + tonumber(ARGV[4]), ME)
for i = 7, #ARGV, 4 do
  local origin, word, why, rest = ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3])
  local key = server(origin)
  if word == 'ok' then
    call('HDEL', key, 'failures', 'since', 'why')
  elseif word == 'welcome' then
    call('HDEL', key, 'blocks')
  else
    call('SADD', P .. ':ill', origin)
    call('HSET', key, 'why', why)
    if word == 'bad' then
      call('HINCRBY', key, 'failures', 1)
      call('HSETNX', key, 'since', string.format('%.6f', now))
    elseif word == 'blocked' then
      call('HINCRBY', key, 'blocks', 1)
    else
      call('HSET', key, 'given', word)
    end
  end
  if rest > 0 and now + rest > tonumber(call('HGET', key, 'next') or 0) then
    call('HSET', key, 'next', string.format('%.6f', now + rest))
  end
end
return 1

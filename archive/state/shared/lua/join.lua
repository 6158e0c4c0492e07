-- A worker comes: it gets its number, and the round begins if nobody else is at work.
-- ARGV[2]: the epoch it knew. [3]: the number it had, or ''. [4]: its name. [5]: an epoch, should
-- a new one begin. [6]: seconds a lease lasts. [7]: its last act that it told.
-- Returns epoch, number, round, others at work, its last act.
call('HSETNX', META, 'epoch', ARGV[5])
bury()
local name, number = ARGV[4], call('HGET', P .. ':numbers', ARGV[4])
if not number then
  number = ARGV[3]
  if number == '' or call('HGET', P .. ':names', number) then
    repeat number = tostring(call('HINCRBY', META, 'number', 1) - 1)
    until not call('HGET', P .. ':names', number)
  end
  call('HSET', P .. ':numbers', name, number)
  call('HSET', P .. ':names', number, name)
end
if EPOCH == call('HGET', META, 'epoch') and forgot(number, name, ARGV[7]) then
  call('HSET', META, 'epoch', ARGV[5]) -- so that all workers fill it again
end
call('ZREM', WORKERS, number)
local others = call('ZCARD', WORKERS)
if others == 0 then
  call('HINCRBY', META, 'round', 1)
  call('HSET', META, 'pages', 0)
  call('DEL', P .. ':anew')
  for _, key in ipairs(call('SMEMBERS', P .. ':counts')) do call('DEL', P .. ':count:' .. key) end
  call('DEL', P .. ':counts')
  for _, origin in ipairs(call('SMEMBERS', P .. ':ill')) do
    call('HDEL', server(origin), 'failures', 'blocks', 'since', 'given', 'why')
  end
  call('DEL', P .. ':ill')
  for _, member in ipairs(call('ZRANGEBYSCORE', READY, '+inf', '+inf')) do
    call('ZADD', READY, now, member)
  end
end
call('ZADD', WORKERS, now + tonumber(ARGV[6]), number)
return {call('HGET', META, 'epoch'), number, call('HGET', META, 'round'), others,
        call('HGET', P .. ':applied', number) or '0'}

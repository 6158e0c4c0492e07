-- Acts of a worker, in the order in which it made them durable; each is taken once, however
-- often it is sent. ARGV[4]: its name; [5]: the last act told before. From [6] on, of each: its number, its letter, its length, its values.
local old = stale(ARGV[4], ARGV[5])
if old then return old end
-- Written at once, so that a server that is full refuses all of it, not what comes behind a part.
local applied = call('HINCRBY', P .. ':applied', ME, 0)

local function unlease(d, word)
  if word:sub(1, 1) ~= 'l' then return end
  local number, r = word:sub(2), record(d)
  if r then landed(number, d, r.origin) end
  call('HDEL', P .. ':leased:' .. number, d)
end

local acts = {}

function acts.push(v) -- digest, priority, portal, origin, place
  if not seen(v[1]) then enqueue(v[1], add(v[1], v[2], v[3], v[4], '0', v[5])) end
end

function acts.skip(v) -- digest, portal
  if not seen(v[1]) then
    mark(v[1], 'd0')
    call('HINCRBY', P .. ':known', v[2], 1)
  end
end

function acts.done(v) -- digest, portal, outcome
  local word = seen(v[1]) or ''
  if word:sub(1, 1) ~= 'd' then
    unlease(v[1], word)
    local r = record(v[1])
    if r then
      dequeue(v[1], r)
      call('HDEL', REC, v[1])
      count(r, -1)
      -- A robots.txt that leads elsewhere is not asked for again before that has answered.
      if v[3] == 'redirect' and tonumber(r.priority) == ROBOTS then
        call('HSET', server(r.origin), 'led', now + 30)
      end
    else
      call('HINCRBY', P .. ':known', v[2], 1)
    end
    call('HINCRBY', P .. ':count:' .. v[2], v[3], 1)
    call('SADD', P .. ':counts', v[2])
  end
  mark(v[1], 'd' .. call('HGET', META, 'round'))
end

function acts.was(v) -- digest, portal: it was done, as this worker's state has it
  local word = seen(v[1])
  if not word then
    call('HINCRBY', P .. ':known', v[2], 1)
  elseif word == 'w' or word == 'l' .. ME then
    unlease(v[1], word)
    local r = record(v[1])
    dequeue(v[1], r)
    call('HDEL', REC, v[1])
    count(r, -1)
  else
    return
  end
  mark(v[1], 'd0')
end

local function revive(v) enqueue(v[1], add(v[1], v[2], v[3], v[4], '0', v[5])) end

function acts.want(v) -- digest, priority, portal, origin, place
  local word = seen(v[1])
  if not word or word:sub(1, 1) == 'd' then revive(v) end
end

function acts.revive(v) -- the same, unless it was done in this round: others look again, too
  local word = seen(v[1])
  if not word or (word:sub(1, 1) == 'd' and word:sub(2) ~= call('HGET', META, 'round')) then
    revive(v)
  end
end

function acts.again(v) -- digest, priority, portal, origin, place, tries, seconds to wait
  local word, r = seen(v[1]), nil
  if not word then
    r = add(v[1], v[2], v[3], v[4], v[6], v[5])
  elseif word ~= 'w' and word ~= 'l' .. ME then
    return -- the lease ran out, and another worker has it, or had it
  else
    unlease(v[1], word)
    r = record(v[1])
    dequeue(v[1], r)
    r.tries = v[6]
    keep(v[1], r)
    mark(v[1], 'w')
  end
  if tonumber(v[7]) > 0 then
    call('ZADD', LATER, string.format('%.6f', now + tonumber(v[7])), v[1])
  else
    enqueue(v[1], r)
  end
end

function acts.free(v) -- digest
  if seen(v[1]) == 'l' .. ME then put_back(ME, v[1]) end
end

function acts.robots(v) -- origin, judgement, body, seconds since it was asked for, delay it wants
  call('HSET', server(v[1]), 'robots', v[2], 'body', v[3], 'at',
       string.format('%.6f', now - tonumber(v[4])), 'delay', v[5])
  call('HDEL', server(v[1]), 'led')
  call(v[2] == 'disallow' and 'SADD' or 'SREM', P .. ':shut', v[1])
end

function acts.ask(v) -- origin, or '': every one whose robots.txt could not be read
  local origins = v[1] == '' and call('SMEMBERS', P .. ':shut') or {v[1]}
  for _, origin in ipairs(origins) do call('HDEL', server(origin), 'at', 'led') end
end

function acts.rest(v) -- origin, seconds
  call('HSET', server(v[1]), 'rest', string.format('%.6f', now + tonumber(v[2])))
  -- It may be shorter than the rest by which its turn was put off: let the next lease see.
  if call('HGET', server(v[1]), 'given') ~= 'given' then
    for _, portal in ipairs(call('HKEYS', P .. ':known')) do
      call('ZADD', READY, 'XX', string.format('%.6f', now), portal .. ' ' .. v[1])
    end
  end
end

local i = 6
while i <= #ARGV do
  local number, letter, length = tonumber(ARGV[i]), ARGV[i + 1], tonumber(ARGV[i + 2])
  if number > applied then
    local values = {}
    for j = 1, length do values[j] = ARGV[i + 2 + j] end
    acts[letter](values)
    applied = number
  end
  i = i + 3 + length
end
call('HSET', P .. ':applied', ME, applied)
return applied

-- The runs of schedules, one of each at a time. ARGV[4]: what to do; [5]: the schedule; [6]: who
-- asks. begin: [7] when it was due, [8] seconds for which it counts as alive, [9] what it crawls;
-- returns 1, or 0 where another runs it or has run it. keep: [7] seconds. end: by who began it,
-- or by who joined it, if that one is lost. look: returns of
-- each schedule its name, due time, state (runs, ended, lost), who, and what it crawls.
local RUNS = P .. ':runs'
local function key(name) return P .. ':run:' .. name end
local function state(name)
  local found = call('HGET', key(name), 'state')
  if found ~= 'runs' then return found end
  return tonumber(call('HGET', key(name), 'until')) > now and 'runs' or 'lost'
end
local what, name, who = ARGV[4], ARGV[5], ARGV[6]
if what == 'look' then
  local found = {}
  for _, each in ipairs(call('SMEMBERS', RUNS)) do
    local held = call('HMGET', key(each), 'due', 'who', 'what')
    table.insert(found, {each, held[1], state(each), held[2], held[3]})
  end
  return found
end
local mine = call('HGET', key(name), 'who') == who
if what == 'begin' then
  local held, due = state(name), tonumber(call('HGET', key(name), 'due') or -1)
  if held == 'runs' and not mine then return 0 end
  if held == 'ended' and due >= tonumber(ARGV[7]) then return 0 end
  call('SADD', RUNS, name)
  call('HSET', key(name), 'due', ARGV[7], 'who', who, 'what', ARGV[9], 'state', 'runs',
       'until', now + tonumber(ARGV[8]))
  return 1
end
if what == 'keep' and mine then
  call('HSET', key(name), 'until', now + tonumber(ARGV[7]))
elseif what == 'end' and (mine or state(name) == 'lost') then
  call('HSET', key(name), 'state', 'ended')
end
return 1

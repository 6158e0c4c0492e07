-- Puts back what leases hold. ARGV[4]: 'mine' all of this worker's; 'gone' it leaves, too;
-- 'dead' those of workers not heard of. Returns how many.
local old = stale()
if old then return old end
if ARGV[4] == 'dead' then return bury() end
local found = put_all_back(ME)
if ARGV[4] == 'gone' then call('ZREM', WORKERS, ME) end
return found

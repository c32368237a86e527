# Words that stand inside other sentences and on buttons.

category-shopping = Shopping and food
category-collecting = Medicines and collecting
category-lift = A lift
category-company = Company and a chat
category-jobs = Small jobs at home
category-computer = Phone and computer
category-going_out = Going out together

# The same in the middle of a sentence: "You may be asked for: shopping and food, a lift."
thing-shopping = shopping and food
thing-collecting = medicines and collecting
thing-lift = a lift
thing-company = company and a chat
thing-jobs = small jobs at home
thing-computer = phone and computer
thing-going_out = going out together

# On the buttons of "when", and in an ask that has no date.
urgency-now = Now
urgency-today = Today
urgency-tomorrow = Tomorrow
urgency-this_week = This week
urgency-no_hurry = No hurry

# In an ask, with the date, so that it stays true after midnight. $date is like "Thursday 12 March".
when-now = Now, { $date }, until { $time }
# The same, where it is not now: asked for at night, it is for the morning.
when-hours = { $date }, { $from } to { $time }
when-today = Today, { $date }
when-tomorrow = Tomorrow, { $date }
when-date = { $date }
when-this_week = This week, until { $date }
# The same, once that is over.
when-until = Until { $date }
when-no_hurry = No hurry

date = { $weekday } { $day } { $month }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# A time of day in a sentence: "by 15:00". With the day where it is not today.
time-today = { $time }
time-tomorrow = { $time } tomorrow
time-later = { $time } on { $date }

# How far an ask is, as a helper or an asker is told. Never a number.
band-very_near = very near you
band-short_drive = a short drive from you
band-further = further away
# The same, on the card of a yes to an ask that is not where its asker is.
band-very_near-elsewhere = very near the place you shared
band-short_drive-elsewhere = a short drive from the place you shared
band-further-elsewhere = further away from the place you shared
# A neighbour who came through a link; no place is known.
band-link = through your link

reach-short_walk = A short walk
reach-across_town = Across town (5 km)
reach-driving = I can drive (15 km)
reach-further = Further (40 km)

# What a helper must know before a yes.
access-steps = cannot use steps
access-wheelchair = uses a wheelchair
access-walking_frame = uses a walking frame
access-dog = there is a dog
# A wish about the helper.
wish-woman = would rather have a woman
wish-man = would rather have a man

# How an asker knows a helper before both agree.
helped = { $count ->
    [0] new here
    [one] has helped { $count } neighbour
   *[other] has helped { $count } neighbours
  }

# Words that suggest danger to life, in lower case, between commas: above an ask in which they stand comes the number to call.
# They need not be complete; whoever writes decides. Each + stands behind what must not come before them (a * stands for any words
# between), each / before what must not follow them, in the same clause: there they mean something harmless. Apostrophes make no difference. When in doubt leave a guard out: a number too many is
# soon read over, and one too few may be missed when it counts.
danger-words = after my+after his+after her+after a+since my+since his+since her+since a+heart attack/last year/last month/last week/years ago/months ago/rehab/support/recovery/group/club, having a stroke/of, chest pain/clinic, chest pains/clinic, chest hurts, chest is hurting, pain in my chest, can't breathe, cannot breathe, can not breathe, not breathing, trouble breathing, weeds+weeds are+ivy+ivy is+brambles+brambles are+bindweed is+choking/hazard/hazards, unconscious/bias, passed out/leaflets/the leaflets/flyers/the flyers/programmes/the programmes/sweets/the sweets/papers/the papers, radiators*need+radiator*needs+radiators*needed+radiator*needed+heating*needs+heating*need+boiler*needs+brakes*need+radiator+radiators+brake+brakes+bleeding/the radiator/the radiators/a radiator/my radiator/my radiators/our radiators/his radiators/her radiators/radiator/radiators/the heating/my heating/brakes/the brakes/my brakes/heart/hearts, overdose, took too many pills, took too many tablets, taken too many pills, taken too many tablets, survivors of+suicide/prevention/bereavement/squad/awareness, suicidal, kill myself/laughing, end my life, want to die, fell and can't get up, fell and cannot get up, fell and can not get up, fallen and can't get up, fallen and cannot get up, fallen and can not get up, fallen down and can't get up, fallen down and cannot get up, fell down and can't get up, fell down and cannot get up, can't get up/the ladder/the ladders/a ladder/my ladder/ladders/the stepladder/a stepladder/the steps/my steps/these steps/steps/the stairs/my stairs/these stairs/stairs/the hill/that hill/the tree/the roof/the loft/to the loft/to the attic/to the top/to the roof/to the gutter/to the gutters/to reach the top/to reach the shelf/to reach the light/to reach the gutter/to reach the gutters/to reach the bulb/to change/into the loft/into the attic/on the roof/on a ladder/on the ladder/on ladders/on a chair/on chairs/onto/high enough/that high/and down/early/in time/there to/there any more/there anymore/there myself, cannot get up/the ladder/the ladders/a ladder/my ladder/ladders/the stepladder/a stepladder/the steps/my steps/these steps/steps/the stairs/my stairs/these stairs/stairs/the hill/that hill/the tree/the roof/the loft/to the loft/to the attic/to the top/to the roof/to the gutter/to the gutters/to reach the top/to reach the shelf/to reach the light/to reach the gutter/to reach the gutters/to reach the bulb/to change/into the loft/into the attic/on the roof/on a ladder/on the ladder/on ladders/on a chair/on chairs/onto/high enough/that high/and down/early/in time/there to/there any more/there anymore/there myself, can not get up/the ladder/the ladders/a ladder/my ladder/ladders/the stepladder/a stepladder/the steps/my steps/these steps/steps/the stairs/my stairs/these stairs/stairs/the hill/that hill/the tree/the roof/the loft/to the loft/to the attic/to the top/to the roof/to the gutter/to the gutters/to reach the top/to reach the shelf/to reach the light/to reach the gutter/to reach the gutters/to reach the bulb/to change/into the loft/into the attic/on the roof/on a ladder/on the ladder/on ladders/on a chair/on chairs/onto/high enough/that high/and down/early/in time/there to/there any more/there anymore/there myself, he collapsed, she collapsed, collapsed on me, collapsed on my, collapsed on our, collapsed on a, collapsed on somebody, collapsed on someone, collapsed on him, collapsed on her, collapsed on us, fence+shed+shelf+shelves+bookcase+wardrobe+cupboard+roof+ceiling+gazebo+pergola+trellis+greenhouse+pushchair+buggy+umbrella+gate+hedge+it+has collapsed, advice+talk+course+training+leaflet+book+information+song is+on fire/safety, put up a+fit a+install a+house fire/alarm test/alarm needs/alarm battery/alarm batteries/alarms/safety/insurance, light a+light the+lay a+lay the+make a+make the+lighting a+lighting the+open+log+coal+fire in my/stove/wood stove/woodburner/wood burner/log burner/fireplace/grate/hearth/belly/heart, gas leak/detector/detectors, gas leak detector is going, gas leak detector won't, gas leak detector sounding, gas leak detector beeping, gas leak detector ringing, gas leak detector is sounding, gas leak detector is beeping, gas leak detector is ringing, gas leak detector went off, gas leak detector has gone off, gas leak detector keeps going, smell gas, smell of gas, carbon monoxide/alarm/alarms/detector/detectors/monitor/monitors/tester/sensor, carbon monoxide alarm is going, carbon monoxide alarm won't, carbon monoxide alarm sounding, carbon monoxide alarm beeping, carbon monoxide alarm ringing, carbon monoxide alarm is sounding, carbon monoxide alarm is beeping, carbon monoxide alarm is ringing, carbon monoxide alarm went off, carbon monoxide alarm has gone off, carbon monoxide alarm keeps going, carbon monoxide detector is going, carbon monoxide detector won't, carbon monoxide detector sounding, carbon monoxide detector beeping, carbon monoxide detector ringing, carbon monoxide detector is sounding, carbon monoxide detector is beeping, carbon monoxide detector is ringing, carbon monoxide detector went off, carbon monoxide detector has gone off, carbon monoxide detector keeps going, attacking me, hitting me, has a knife/sharpener/block/set/rack/and fork/to spare/to lend/i can borrow/i could borrow/i may borrow, has a gun/dog/licence/cabinet, life in danger, john+air+hospital+patient+toy+ambulance/car/cars/station/stations/service/transport/volunteer/volunteers/driver/drivers/crew/museum/charity/appointment/is cancelled/was cancelled/has been cancelled/cancelled, call the ambulance, call an ambulance, need an ambulance, needs an ambulance, he's collapsed, she's collapsed, i collapsed, i have collapsed, i've collapsed, he just collapsed, she just collapsed, mum collapsed, dad collapsed, mother collapsed, father collapsed, husband collapsed, wife collapsed, neighbour collapsed, somebody collapsed, someone collapsed, mum's collapsed, dad's collapsed, husband's collapsed, wife's collapsed, mum just collapsed, dad just collapsed, husband just collapsed, wife just collapsed, isn't breathing, stopped breathing, hardly breathe, hardly breathing, struggling to breathe, fighting for breath, can't breath, cannot breath, he's had a stroke, she's had a stroke, just had a stroke, think it's a stroke, fire in the kitchen, fire in the house, fire in the flat, fire in our kitchen, fire in our house, fire in our flat, there's a fire/engine/station/drill/door/alarm/extinguisher/place/pit, there is a fire/engine/station/drill/door/alarm/extinguisher/place/pit, got a knife/sharpener/block/set/rack/and fork/to spare/to lend/i can borrow/i could borrow/i may borrow, got a gun/dog/licence/cabinet, being attacked, kill me/laughing, won't wake up, can't wake him, can't wake her, cannot wake him, cannot wake her, can't wake my, cannot wake my, lost consciousness, unresponsive, fell and can't move, fell and cannot move, fallen and can't move, fallen and cannot move, pains in my chest, gas smell, gas in the house, gas alarm is going, gas alarm going, co alarm is going, co alarm going, co alarm went off, breaking in now, is breaking in, took all his tablets, took all her tablets, took all my tablets, took all his pills, took all her pills, took all my pills, taken all his tablets, taken all her tablets, taken all my tablets, taken all his pills, taken all her pills, taken all my pills, swallowed bleach, swallowed a battery, don't want to live any more, do not want to live any more, having a seizure, having a fit

# Words that suggest what is not for neighbours (money, housing, being alone with a child, lifting people, personal care, medicines to
# give away), in the same way, where # is any number: above an ask in which they stand comes whom to ask instead. A lift is a drive, and washing is laundry.
not-for-neighbours-words = loan of money, bank loan, payday loan, cash loan, personal loan, borrow money, lend me money, lend money, lend me some money, need money, give me money, pay my rent, pay my bills, place to live, somewhere to live, place to stay, somewhere to stay, place to sleep, somewhere to sleep, room to rent, flat to rent, house to rent, homeless, evicted, eviction, babysit, babysits, babysitter, babysitting, baby sitter, baby sitting, childminder, child minder, childminding, look after my child, look after my children, look after my kids, look after my son, look after my daughter, look after my baby, look after my toddler, mind my child, mind my children, mind my kids, watch my child, watch my children, watch my kids, lift him up, lift her up, lift him out, lift her out, lifting him, lifting her, lifting my mother, lifting my mum, lifting my father, lifting my dad, lifting my husband, lifting my wife, out of bed, into bed, out of the bath, into the bath, onto the toilet, off the toilet, hoist, personal care, help me wash, help me shower, help me bathe, help me dress, help getting dressed, wash my mother, wash my mum, wash my father, wash my dad, wash my husband, wash my wife, catheter, spare tablets, spare pills, spare medicine, spare medicines, spare medication, spare antibiotics, spare painkillers, spare insulin, spare inhaler, leftover tablets, leftover pills, leftover medicine, leftover antibiotics, lend me £#, lend me €#, lend me # pounds, lend me # quid, lend me # euro, lend me # euros, lend me # €, borrow £#, borrow €#, borrow # pounds, borrow # quid, borrow # euro, borrow # euros, borrow # €, loan me £#, loan me €#, loan me # pounds, loan me # quid, loan me # euro, loan me # euros, loan me # €, i need a loan / of, loan of £#, loan of €#, loan of # pounds, loan of # quid, loan of # euro, loan of # euros, loan of # €, cash for rent, cash for the rent, cash for my rent, cash for bills, money for rent, money for the rent, money for my rent, looking for a room, looking for a flat, looking for a home, help me have a bath, help me have a shower, help me take a bath, help me take a shower, husband from the floor, husband off the floor, wife from the floor, wife off the floor, mother from the floor, mother off the floor, mum from the floor, mum off the floor, father from the floor, father off the floor, dad from the floor, dad off the floor, him from the floor, him off the floor, her from the floor, her off the floor, spare paracetamol, spare ibuprofen, spare aspirin, spare codeine, sit with my baby, sit with my toddler, sit with my child, sit with my children, sit with my kids, sit with my 1 year old, sit with my 2 year old, sit with my 3 year old, sit with my 4 year old, sit with my 5 year old, sit with my 6 year old, sit with my 7 year old, sit with my 8 year old, sit with my 9 year old, sit with my 10 year old, look after my 1 year old, look after my 2 year old, look after my 3 year old, look after my 4 year old, look after my 5 year old, look after my 6 year old, look after my 7 year old, look after my 8 year old, look after my 9 year old, look after my 10 year old

# Match words: plain, short, easy to say and to hear. Two of them are drawn; keep them apart in sound.
match-words = apple anchor basket blanket bridge bucket butter candle carrot castle cherry copper corner cotton daisy dinner feather fiddle forest garden ginger hammer harbour hazel honey island jacket kettle ladder lantern lemon letter magnet maple marble market meadow mirror mitten morning mountain needle orange paddle paper parcel pencil pepper pillow planet pocket potato puddle rabbit ribbon river rocket saddle salmon seven shelter silver spider summer sunset teapot thimble ticket tiger timber tomato tunnel turnip velvet violet waffle walnut whistle willow window winter yellow

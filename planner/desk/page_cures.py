"""What pages say to do about a fault, where the terminal names a command or an option: the page, button or field instead.

Names of pages follow the word page, those of buttons and fields stand in “…”; each is the name that the page itself has.
"""

from collections.abc import Mapping

# fmt: off
PAGE_CURES: Mapping[str, str] = {
    # import
    "E1020": (
        "Write the headings into one row, one column each, as in the template, or name them under “Other headings, other "
        "order of dates”: heading = column."
    ),
    "E1022": "Delete one of them, or say under “Other headings, other order of dates” which one is left out: {example}",
    "E1023": (
        "Add the column, correct the heading, or say once under “Other headings, other order of dates” which it is: {example}"
    ),
    "E1024": (
        "If the column matters, correct its heading, or say once under “Other headings, other order of dates” which column it "
        "is: {example}"
    ),
    "E1035": "Write heading = column under “Other headings, other order of dates”, with one of: {choices}.",
    "E1037": (
        "Nothing to do; another line under “Other headings, other order of dates” changes it for all files with these "
        "headings, and one that ends with the sign (heading =) takes it away."
    ),
    "E1039": "Restore it, or delete it and name the columns again under “Other headings, other order of dates”.",
    "E1078": "If the column says who may be visited, choose “Take this import back” and leave the column out.",
    "E1081": (
        "Correct the cells; or, if the column is about something else, leave it out under “Other headings, other order of "
        "dates”: {heading} ="
    ),
    "E1083": (
        "If this file has another order, choose it under “Dates in numbers” and import again; else write the day as 26 "
        "Agustus 2025."
    ),
    "E1106": (
        "Write 26 Agustus 2025 or 2025-08-26 (a time, where one belongs to it, behind the day); in numbers the day comes "
        "first, unless “Dates in numbers” says otherwise."
    ),
    "E1113": (
        "Nothing to do if that is right; else choose “month first (05/02 is 2 May)” under “Dates in numbers” and import again."
    ),
    "E1114": (
        "Nothing to do if that is right; else choose “day first (05/02 is 5 February)” under “Dates in numbers” and import "
        "again."
    ),
    "E1115": "If that is wrong, choose the right order under “Dates in numbers” and import again.",
    "E1124": (
        "If day and month are exchanged, choose the other order under “Dates in numbers” and import again; else correct the "
        "days."
    ),
    "E1318": (
        "If day and month are exchanged, choose the other order under “Dates in numbers” and import again; else correct the "
        "day."
    ),
    "E1402": (
        "Say under “Other headings, other order of dates” which they are, a line each: THEIRS = code, THEIRS = name; or call "
        "them kode and nama."
    ),
    "E1408": "Correct its coordinates, or leave it out: type the code of the one district into the field of codes.",
    "E1410": "Bring one file with all villages of the area; the field of codes takes several, with spaces between.",
    "E1129": "Use the tab of {kind} on the page Import; what follows counts only if it is meant for this one.",
    # files
    "E2009": "Choose both files at once, nodes and edges; their names differ only in nodes / edges.",
    "E2016": "Bring them in on the page Import.",
    "E2017": "Bring the roads in again on the page Import.",
    "E3003": "Restore the file from a backup, or plan the day again on the page Plan.",
    "E3020": "Restore it from a backup, or plan the day again on the page Plan.",
    "E3050": "Type its rows in on the page Record, move the workbook to another folder, then print again.",
    "E3051": "Take it out (page Working view, “Take them out”), or plan the day anew; nothing was printed.",
    "E3052": (
        "Hand it to the PPA unit; take it out (page Working view, “Take them out”), or plan the day anew; nothing was printed."
    ),
    "E3053": (
        "Leave them out: plan the day again (page Plan), or its rest once sheets are handed out (page Working view, "
        "“Replan”); then print. Or let the team strike them out."
    ),
    # days
    "E4001": (
        "See on the page Plan who is on duty; a team that was put off duty is back by “Change for this day”, then “As ever "
        "again”. Or import teams, or choose another day."
    ),
    "E4002": "Import households on the page Import, or shorten the cycle on the page Settings.",
    "E4003": "Choose another engine on the page Settings, or drop the limit.",
    "E4005": "Check its coordinates, import roads that cover it, or raise max_access_distance on the page Settings.",
    "E4006": "Choose one of them on the page Settings.",
    "E4009": "Choose another engine on the page Settings.",
    "E4011": (
        "They are listed and drawn on a map under “Homes that no team reaches” (page Homes); have the road file mended, or "
        "send a team that moves otherwise."
    ),
    "E4013": "Choose another day. If this one is meant, tick that on the page and send it again.",
    "E4015": "If they are the same homes, choose “Take this import back” and leave the column of ids out.",
    "E4018": (
        "Give it ids of its own (RT02-1; homes need none). Teams that take others' place: press “It is meant: overwrite them”."
    ),
    "E4019": (
        "If nobody lives there any more, have them erased in the command window of the PC (dds person erase ID); else nothing "
        "to do."
    ),
    "E4020": "Import households on the page Import.",
    "E4021": "Import teams on the page Import.",
    "E4022": "Choose a later day.",
    "E4023": "Choose an earlier day.",
    "E4040": "Import the households first, on the page Import.",
    "E4041": "Choose a month.",
    "E4043": (
        "Choose a month that is over; two editions of overlapping days would give away, by subtraction, what each leaves out."
    ),
    "E4070": "Say that the officer is absent from one of them: page Plan, “Change for this day”, “Not there”.",
    "E4073": "Say so: tick “The team is not on duty”.",
    "E4074": "Tick the one that has these hours, under “Shift instead”.",
    "E4075": "Correct where it starts: page Plan, “Change for this day”, “Where it starts”.",
    "E4076": (
        "Plan the day again (page Plan), or its rest once sheets are handed out (page Working view, “Replan”), and print it."
    ),
    "E4077": (
        "Plan the day again (page Plan); once its sheets are handed out: page Working view, “Replan”, “To be visited as well”."
    ),
    "E4079": "Fill in {keys} under [station] on the page Settings.",
    "E4080": (
        "Say that the officer is absent, or take the loan back (page Plan, “Change for this day” at {lent}, “As ever again”) "
        "and tell that station."
    ),
    "E4081": (
        "Take the loan back (page Plan, “Change for this day” at {team}, “As ever again”), and tell that station to do the "
        "same."
    ),
    "E4082": "Say that the officer is absent on one of the two days: page Plan, “Change for this day”, “Not there”.",
    "E4083": "If all of it work through, choose “without the break” under “Friday prayer” (page Plan, “Change for this day”).",
    "E4084": "Give a break within those hours, or give the team other hours; - means no break.",
    "E4085": (
        "Let somebody with that skill go along (page Plan, “Change for this day”, “Skills today (none: -)”: {skills}), or "
        "refer {id} on the page Complaints."
    ),
    "E4090": (
        "Type those sheets in on the page Record (d in a row: nobody went there), or plan those days again; one wished all "
        "the same: page Working view, “Add a visit”."
    ),
    "E4091": (
        "If the sheet is back, type it in on the page Record: d in one row (nobody went there) frees the blank ones, too. If "
        "not, plan the later day again and print it."
    ),
    "E4092": (
        "Plan it with more “Seconds of search” (“More choices”), or tell those RTs; “Roll the week on at the end of today” "
        "starts from what was announced."
    ),
    "E4093": (
        "If the old one is to stand, have it printed in the command window of the PC: dds print "
        "plans/{date}/plan-v{old}.json; the page Plan makes a new one."
    ),
    "E4094": "Type those sheets in on the page Record, or plan those days again first; the page Week shares visits among days.",
    "E4095": (
        "The page Working view says why. Restore the file, or plan the day again (page Plan); its sheets are on the page "
        "Print."
    ),
    "E4096": (
        "Give a team such hours (page Plan, “Change for this day”), or telephone; the page Working view says why, once {id} "
        "is chosen."
    ),
    "E4097": "If some are still to be typed, type them in on the page Record first, then plan again.",
    "E4098": "The page Working view says why. Restore the file and plan the day again, or go by the notices that were sent.",
    "E4099": (
        "Take in what is new by “Replan” (page Working view); for another plan, plan the day again (page Plan), then print it "
        "and hand it out."
    ),
    "E4100": (
        "Say it again in the new plan (page Working view), or have the old one printed in the command window of the PC: dds "
        "print plans/{date}/plan-v{version}.json"
    ),
    "E4101": (
        "The visit is not due or is on another day, or the team is off; “Lock to the team” (page Working view) sets another."
    ),
    "E4102": (
        "To drop all of it, plan again with “Drop locks and visits taken out by hand” (“More choices”); to lift one: page "
        "Working view, “Unlock” or “Add a visit”."
    ),
    "E4103": "Leave it so if both are meant; else take {id} out (page Working view, “Take out”): it is offered again later.",
    "E4104": (
        "If one may give way, lift it (page Working view, “Unlock”), or plan again with “Drop locks and visits taken out by "
        "hand” (“More choices”)."
    ),
    "E4106": (
        "Hand out nothing of it; once a team is on duty again (page Plan, “Change for this day”), roll the week again (page "
        "Week), which gives the day its visits."
    ),
    "E4107": (
        "Put a team on duty again (page Plan, “Change for this day”, “As ever again”); or roll the week (page Week), which "
        "gives its visits to other days."
    ),
    "E4108": "Press “Go on with it” (page Week): it plans the six days from tomorrow on.",
    "E4115": (
        "If a team is to go: page Plan, “Change for this day”, and no tick at “The team is not on duty”. If the day stays "
        "free: hand nothing out, have back what is out, and leave its plan as it is."
    ),
    "E4116": (
        "If a team is to go, put it on duty (page Plan, “Change for this day”), then plan the day again. If the day stays "
        "free, leave its plan as it is: they come on another day."
    ),
    "E4120": (
        "Take them out (page Working view, “Take them out”) and print again, or strike those rows out by hand and tick that."
    ),
    "E4121": "Tell the team by radio at once; “Replan” (page Working view) leaves them out of the rest of the day.",
    # recording
    "E7024": "Ask the team which is right, then correct this line, or the other one on sheet {known_sheet} (page Record).",
    "E7025": "Correct the time; if it is right, press “It is right all the same”.",
    "E7032": "Correct the time; if it is right, press “It is right all the same”.",
    "E7033": "It needs nobody at home: correct the outcome; if it is right, press “It is right all the same”.",
    "E7034": "Add its condition (k1 good … k4 absent); if the paper has none, press “It is right all the same”.",
    "E7045": "Type the whole row, with all that stays. If that is to be deleted, press “It is right all the same”.",
    "E7051": "Type the row with one of them (RJK, if it is one), then enter the other by itself on the page Complaints.",
    "E7054": "The list stands under the field “Line”. Complaint codes: {codes}.",
    "E7028": (
        "Put the plan's file back as it was. Plans are changed on the page Working view, under a new version with new numbers."
    ),
    "E7029": "Take the sheet of the right day; to practise plan today (page Plan); or set the date of this PC.",
    "E7035": (
        "Found: page Print, “Came back”, first. Typed from other notes: press “It is right all the same”; the sheet stays "
        "lost."
    ),
    # scenarios, replanning
    "E8048": "Choose one of them.",
    "E8049": "Import those teams or complaints first, then plan the day on the page Plan.",
    "E8052": (
        "Leave a promised visit out with a new plan (page Plan, “Promised visits that may be left out today (ids)”), or ask "
        "another question."
    ),
    "E8057": "Replan the rest of the day (page Working view, “Replan”), or keep a scenario of a day to come.",
    "E8140": (
        "Give a team the hours or skill (page Plan, “Change for this day”), plan it again and ask of that plan; or telephone."
    ),
    "E8101": "Name a team or a shift as the plan does; whoever is off duty that day is not in it (page Plan).",
    "E8104": "Correct the id, or bring it in by “Others, by their number” (page Working view, “Replan”).",
    "E8110": "Choose it on the page Working view to see why it stands there.",
    "E8111": "Look at the plan on the page Working view, or count its stops again.",
    "E8114": "Make one on the page Plan.",
    "E8115": "Plan the day again on the page Plan.",
    "E8116": "Give a moment of the day, or plan the next day on the page Plan.",
    "E8124": "Tell the team by radio (page Working view, “What is new”), and print the new sheets.",
    "E8125": (
        "If one is to be visited all the same, bring it in: page Working view, “Replan” (“Others, by their number”) or “Add a "
        "visit”."
    ),
    "E8126": (
        "One door, one call a day. A complaint takes a routine visit's place by “Replan” (“Others, by their number”); or take "
        "{other} out."
    ),
    "E8129": (
        "Choose it on the page Working view to see what would make room; a complaint that cannot wait may be taken by "
        "telephone."
    ),
    "E8130": "Bring in what is still to be visited one by one (page Working view, “Add a visit”), or take it out.",
    "E8150": "Look at both; to take what was found: page Working view, “Redo”; to plan again on the newest: page Plan.",
    "E8152": (
        "Look at version {newest} and approve that one; the older one only if it is meant: its page has a tick for that (page "
        "Working view, “Versions”)."
    ),
    "E8153": "Look at the page Week again and approve what it shows; an older one is approved in the command window of the PC.",
    # workspace
    "E6008": "Another desk was quicker: do it once more to get the next version.",
    "E6030": "Read its number again; the sheets of a day are on the page Print.",
    "E6035": (
        "Put the plan's file back as it was. Plans are changed on the page Working view, under a new version with new numbers."
    ),
    "E6038": "If they went out: page Print, tick them, “Handed out”. If they stayed: tick them, “Came back”.",
    "E6041": "Use the database server's own tool.",
    "E6055": "Close what reads it; the next change at the desk wipes the file.",
    "E6057": "Free some megabytes on the disk; the next change at the desk wipes the file.",
    "E6058": (
        "Tell the team; take {id} out (page Working view, “Take out”), or “Replan” during the day; print the sheets again."
    ),
    "E6060": "Sign in, or have a new password set in the command window of the PC: dds desk --reset NAME",
    "E6083": "Plan one on the page Week, “Plan the week”.",
    "E6085": "See the page Week.",
    "E6086": "Plan that week again from {start} on, on the page Week: it goes on where it was.",
    "E6087": "Plan one on the page Week, “Plan the week”.",
    "E6090": "Print them first, on the page Print.",
    "E6099": (
        "Ask before they are kept; take them out of the list, or have them erased again in the command window of the PC: dds "
        "person erase ID"
    ),
    "E6106": "Plan the day again (page Plan); while it is running, its rest (page Working view, “Replan”).",
    "E6112": "The next change at the desk keeps it as a version of that day.",
    "E6131": "Do it again if it is still wanted.",
    "E6132": "Remove that cause; the next change at the desk tries again.",
    "E5070": "Put the shift back on the page Settings, or import the teams with another one on the page Import.",
    "E5071": (
        "Keep it beside the new one until they have another: import the teams on the page Import, for single days page Plan, "
        "“Change for this day”; then take it out."
    ),
    "E5072": "It was more when the day was planned: raise it again on the page Settings, or plan the day again.",
    "E6148": "Close whatever else has the ledger open, desks of other PCs and windows of dds, and try again.",
    "E6137": (
        "Have the ledger checked in the command window of the PC (dds audit --verify): it may have been changed. Repeat what "
        "was interrupted."
    ),
    "E6150": (
        "Tell the team by radio; “Replan” during the day (page Working view), else plan the day again (page Plan); print the "
        "sheets again."
    ),
    "E6151": (
        "Print it first on the page Print, then hand it out; if it is found: “Take it back: it was noted by mistake” with "
        "“Lost”."
    ),
    "E6152": "Ask for them; if they are lost as well, tick them on the page Print, then “Lost”.",
    "E6170": "Take back first what was noted since: page Print, “Take it back: it was noted by mistake” with “Came back”.",
    "E6171": "Take back first what was noted since: page Print, “Take it back: it was noted by mistake” with “Lost”.",
    "E6184": "The sheets of the day stand on the page Print.",
    "E6180": "Plan the day again before it begins (page Plan), or roll the week on (page Week); then print its sheets.",
    "E6181": "Take {id} out (page Working view, “Take out”), or plan the day again (page Plan); then print its sheets.",
}
"""Code of a fault to what a page says to do; codes of the same sentence have one entry."""

PAGE_CAUSES: Mapping[str, str] = {
    "E1036": "The file has no heading {heading}, which was named for it.",
    "E6112": "The plan for {date} was found, and nobody let it be kept; it has been put aside.",
    "E6130": "Interrupted: {kind} ({about}), begun {moment} by {person}. It has now been finished.",
    "E6131": "Interrupted: {kind} ({about}), begun {moment} by {person}. What it had begun has been cleared away.",
    "E6132": "Interrupted: {kind} ({about}), begun {moment} by {person}. It is still not in order: {reason}",
    "E6134": "The plan for {date} ({moment}, {person}) that had been put aside is now kept as version {version}.",
    "E6136": "The plan for {date} ({moment}, {person}) is still put aside: {reason}",
}
"""Code of a fault to what a page says happened."""

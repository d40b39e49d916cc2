-- Lists of hand-overs and of groups, the newest first, in pages.

-- Lists as their agency numbered them, and as a unit was given them.
create index hand_over_list_of_agency on hand_over_list (agency_id, handed_over_at, year, number);
create index hand_over_list_to_unit on hand_over_list (unit_id, handed_over_at, agency_id, year, number);

-- Groups by the agencies that their dossiers lie with: all of a group are taken in at one time.
create index dossier_group_decided on dossier (decided_by, accepted_at, group_code) where group_code is not null;
create index dossier_group_received on dossier (received_by, accepted_at, group_code)
    where group_code is not null and received_by <> decided_by;
create index dossier_group_helped on dossier (helped_at, accepted_at, group_code)
    where group_code is not null and helped_at <> decided_by and helped_at <> received_by;

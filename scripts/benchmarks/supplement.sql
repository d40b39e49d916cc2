-- The dossiers that wait for documents, each with its agency's number, code and version. What came in during earlier runs
-- is taken away, so that every run finds the same.
delete from paper_received p using dossier d where d.id = p.dossier_id and d.status = 5 and d.id <= :dossiers;

select decided_by - 1000 || ' ' || code || ' ' || version from dossier where status = 5 and id <= :dossiers
order by hashint8(id);

/// Keeps versions growing over the life of the data, which may be longer than that of a server: a dump that is restored on a
/// new one brings versions that its transactions haven't reached.
enum VersionEpoch {
  /// How far beyond the newest version of a log a new epoch begins: more than all transactions since that one, and few of
  /// the 2⁶³ that there are.
  static let gap: Int64 = 1 << 32

  /// Above every version that this server has given or gives to a transaction which runs now.
  private static let next = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint + version_offset()"
  private static let newest = "coalesce((SELECT max(version) FROM log_heads), 0)"

  /// Whether there are versions that this server can't have given: then nothing may be written.
  static let isOver = Statement("SELECT \(newest) >= \(next)")

  /// Begins a new epoch if that is so; the owner's, carried out at each migration.
  static let renewal = """
    DO $renewal$ BEGIN
      IF \(newest) >= \(next) THEN
        EXECUTE format(
          'CREATE OR REPLACE FUNCTION version_offset() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE '
          || 'AS $offset$ SELECT %s::bigint $offset$',
          \(newest) + \(gap) - pg_snapshot_xmax(pg_current_snapshot())::text::bigint);
      END IF;
    END $renewal$
    """
}

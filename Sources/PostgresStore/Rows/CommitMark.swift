import Glibc
import VoiceCore

/// What a commit leaves behind, in the same transaction, so that it can be asked for when the answer to COMMIT is lost.
///
/// Whoever asks puts a void mark in the place of one that isn't there: then the commit never happens, however late the
/// network brings it. An insert waits for another of the same key that is in flight, so both can't be.
struct CommitMark: Sendable {
  /// How often the server is asked before nobody knows: then `.unavailable` is thrown of what may have taken place.
  static let maximumQuestions = 5
  /// How long after a question that wasn't answered the next one is asked, times how many there were.
  static let pause = Duration.milliseconds(50)
  /// How long marks are kept: longer than any network holds a packet.
  static let lifetime = Duration.seconds(3_600)
  /// Old marks that one commit takes away at most; one commit in `sweepsOneIn` does.
  static let sweepLimit = 1_000
  static let sweepsOneIn: UInt128 = 64

  /// The milliseconds since 1970 in the first 48 bits, chance in the others: old ones lie together.
  private let stored: Bits128

  private init(bits: UInt128) { stored = Bits128(bits) }

  private var bits: UInt128 { stored.number }

  /// One that was never there.
  static func new() -> CommitMark {
    CommitMark(bits: milliseconds() << 80 | UInt128.random(in: 0..<1 << 80))
  }

  /// What the commit itself says, after everything else: that the tenant's keys aren't destroyed, too, and that what it wrote
  /// is sealed under the newest, for that takes no statement of its own here.
  func statements(of tenant: Tenant.ID, sealedUnder generation: UInt32?) -> [Statement] {
    let check = generation == nil ? "require_keys()" : "require_generation($3)"
    let mark = Statement(
      "INSERT INTO commit_marks (tenant_id, mark, is_void) SELECT $1::uuid, $2::uuid, false FROM \(check)",
      [.uuid(tenant.bits), .uuid(bits)] + (generation.map { [.integer(Int64($0))] } ?? []))
    guard bits % Self.sweepsOneIn == 0 else { return [mark] }
    let oldest = bits >> 80 - UInt128(Self.lifetime.components.seconds) * 1_000
    let sweep = """
      DELETE FROM commit_marks WHERE tenant_id = $1 AND mark IN (
        SELECT mark FROM commit_marks WHERE tenant_id = $1 AND mark < $2 LIMIT $3 FOR UPDATE SKIP LOCKED)
      """
    return [
      mark, Statement(sweep, [.uuid(tenant.bits), .uuid(oldest << 80), .integer(Int64(Self.sweepLimit))]),
    ]
  }

  /// Finds out, in one commit of its own, and may be repeated: the last answer is whether the mark is void.
  func question(of tenant: Tenant.ID) -> [Statement] {
    let values: [PostgresValue] = [.uuid(tenant.bits), .uuid(bits)]
    return [
      Statement(
        "INSERT INTO commit_marks (tenant_id, mark, is_void) VALUES ($1, $2, true) ON CONFLICT DO NOTHING", values),
      Statement("SELECT is_void FROM commit_marks WHERE tenant_id = $1 AND mark = $2", values),
    ]
  }

  private static func milliseconds() -> UInt128 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return UInt128(max(0, now.tv_sec)) * 1_000 + UInt128(now.tv_nsec) / 1_000_000
  }
}

import Sealing
import Synchronization
import VoiceCore

/// A clock that is set by hand.
final class HandClock: TimeSource {
  private let moment: Mutex<Timestamp>

  init(at moment: Timestamp = Timestamp(microseconds: 1_700_000_000_000_000)) { self.moment = Mutex(moment) }

  func now() -> Timestamp { moment.withLock { $0 } }
  func set(_ now: Timestamp) { moment.withLock { $0 = now } }
  func advance(by span: Duration) { moment.withLock { $0 = $0 + span } }
  func sleep(for span: Duration) async throws { advance(by: span) }
}

/// Steps that several tasks take and wait for.
final class Steps: Sendable {
  private let taken = Mutex(0)

  var count: Int { taken.withLock { $0 } }
  func take() { taken.withLock { $0 += 1 } }
}

/// What the tests of sealing have in common: a keyring over records in memory.
struct Bench {
  static let first = Tenant.ID(1)
  static let second = Tenant.ID(2)

  /// 32 bytes that count up from a number, in base64: no key of anybody.
  static func masterKeyText(from start: UInt8) -> String { base64((0..<32).map { start &+ $0 }) }

  let records: MemoryKeyRecords
  let clock = HandClock()

  init(records: MemoryKeyRecords = MemoryKeyRecords()) { self.records = records }

  func keyring(
    _ masters: String = masterKeyText(from: 1), capacity: Int = TenantKeyring.standardCapacity,
    sealLimit: UInt64 = SealLimits.maximumSealsPerKey
  ) async throws -> TenantKeyring {
    try await TenantKeyring.opened(
      by: MasterKeys(masters), over: records, time: clock, capacity: capacity, sealLimit: sealLimit)
  }
}

extension RowIdentity {
  static func call(_ key: UInt8, of tenant: Tenant.ID = Bench.first) -> RowIdentity {
    RowIdentity(table: "calls", tenant: tenant, key: [key])
  }
}

func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
    for place in 0..<4 {
      text.append(place <= group.count ? digits[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}

func bytes(hex: String) -> [UInt8] {
  let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

public import VoiceCore

/// The two operations by which stores are measured: reading one call, and adding one.
public struct StoreTrial: Sendable {
  /// How many tenants have calls, numbered from 1.
  public let tenants: Int
  /// How many calls each of them has, numbered from 1; at least two.
  public let calls: Int

  /// Trials over so many rows.
  public init(tenants: Int, calls: Int) {
    self.tenants = max(1, tenants)
    self.calls = max(2, calls)
  }

  /// The id with this number: its decimal digits, read as hexadecimal ones, so that SQL can make it of a number without
  /// arithmetic (`lpad(n, 32, '0')::uuid`).
  public static func id<Subject>(_ number: Int) -> Identifier<Subject> {
    Identifier(UInt128(String(number), radix: 16) ?? 0)
  }

  /// A whole call, as it begins.
  public static func call(_ number: Int) -> Call {
    guard let carrierID = CarrierCallID("CA\(number)"), let caller = PhoneNumber("+15550105100"),
      let dialled = PhoneNumber("+15550102100")
    else { preconditionFailure("these are an id and numbers") }
    return Call(
      id: id(number), carrierID: carrierID, direction: .inbound, caller: .number(caller), dialled: dialled,
      startedAt: Timestamp(microseconds: Int64(number)), language: .english)
  }

  /// Reads one call of any tenant.
  /// - Throws: `Unexpected` when it isn't there.
  func read(from store: any Store, _ chance: inout SplitMix) async throws {
    let tenant: Tenant.ID = Self.id(1 + chance.next(below: tenants))
    let call: Call.ID = Self.id(1 + chance.next(below: calls))
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(call) }
    guard found?.startedAt.microseconds ?? 0 > 0 else { throw Unexpected() }
  }

  /// Adds a call that was never there, with the fact that it began: state and log in one commit.
  func insert(_ number: Int, into store: any Store, _ chance: inout SplitMix) async throws {
    let tenant: Tenant.ID = Self.id(1 + chance.next(below: tenants))
    let call = Self.call(number)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.started], intentions: [], at: call.startedAt)
    }
  }
}

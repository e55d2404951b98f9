import SQLiteStore
import Testing
import VoiceCore

let tenantID: Tenant.ID = Identifier(0xA)
let moment = Timestamp(microseconds: 1_767_700_800_000_000)

func call(_ number: UInt128) throws -> Call {
  Call(
    id: Identifier(number), carrierID: try #require(CarrierCallID("CA\(number)")), direction: .inbound,
    caller: .withheld,
    dialled: try #require(PhoneNumber("+14155550100")), startedAt: moment, language: .english)
}

/// Saves a call with two facts and an intention.
func save(_ number: UInt128, in store: SQLiteStore) async throws {
  let call = try call(number)
  try await store.transaction(for: tenantID) { scope throws(StoreFailure) in
    try await scope.save(call, facts: [.started, .rang], intentions: [.hangUp], at: moment)
  }
}

/// How many calls there are, each checked to have its facts and its intention.
func wholeCalls(in store: SQLiteStore) async throws -> Int {
  let (calls, parts) = try await store.read(for: tenantID) { scope throws(StoreFailure) in
    let calls = try await scope.calls(after: nil, limit: .max)
    var parts = 0
    for call in calls {
      parts += try await scope.facts(of: call.id).count
      parts += try await scope.pendingIntentions(of: call.id).count
    }
    return (calls.count, parts)
  }
  #expect(parts == calls * 3)
  return calls
}

func migrated(_ path: String, limits: SQLiteStore.Limits = SQLiteStore.Limits()) async throws -> SQLiteStore {
  let store = try await SQLiteStore(path: path, limits: limits)
  try await store.migrate()
  return store
}

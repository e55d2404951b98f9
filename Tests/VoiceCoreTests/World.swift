import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

/// One tenant on the memory store, with a clock by hand and counted identifiers.
struct World {
  let store: any Store = MemoryStore()
  let time = ManualTime()
  let tokens = SecretTokens.counting()
  let ids = IDSource.counting()
  let plan = TestTenant.plan(1)
  let desk: ScreeningDesk
  /// An administrator.
  let bearer = Bearer.user(Identifier(1), .tenantAdmin, of: Identifier(1))

  var auditing: Auditing { Auditing(time: time, ids: ids, digest: AuditChainTests.digest) }
  var rules: ChangeSpamRules { ChangeSpamRules(store: store, ids: ids, auditing: auditing) }
  var judge: JudgeReview { JudgeReview(store: store, time: time, auditing: auditing) }
  var reportSpam: ReportSpam { ReportSpam(store: store, time: time, ids: ids, auditing: auditing) }
  var tenant: Tenant.ID { plan.tenant.id }
  var answer: AnswerCall { answer(admission: .open) }
  var join: JoinStream { JoinStream(store: store, time: time, tokens: tokens) }
  var advance: AdvanceConversation { AdvanceConversation(store: store, time: time) }
  var challenge: AnswerChallenge { AnswerChallenge(store: store, time: time, tokens: tokens) }
  var screen: ScreenSpeech { ScreenSpeech(store: store, time: time, desk: desk) }
  var end: EndCall { EndCall(store: store, time: time) }
  var endStream: EndStream { EndStream(store: store, time: time) }
  var next: ContinueCall { ContinueCall(store: store, time: time, tokens: tokens) }
  var report: ReportTransfer { ReportTransfer(store: store, time: time) }

  init() async throws {
    desk = ScreeningDesk(store: store, chance: Chance { 6 })
    try await ProvisionTenant(store: store)(plan)
  }

  func answer(admission: Admission) -> AnswerCall {
    AnswerCall(store: store, time: time, ids: ids, tokens: tokens, admission: admission, desk: desk)
  }

  func announcement(_ name: String = "CA1", from caller: Caller = .withheld) throws -> AnswerCall.Announcement {
    .init(carrierID: try #require(CarrierCallID(name)), caller: caller, dialled: TestTenant.line(of: 1))
  }

  /// A call that is in progress over its first stream.
  func callInProgress() async throws -> JoinStream.Joined {
    guard case .connect(let token, _) = try await answer(try announcement()) else { throw StoreFailure.notFound }
    return try await join(token: token, carrierCall: "CA1")
  }

  func call(_ place: CallPlace) async throws -> Call {
    let call = try await store.read(for: place.tenant) { scope throws(StoreFailure) in try await scope.call(place.call)
    }
    return try #require(call)
  }

  func pending(_ place: CallPlace) async throws -> [Call.Intention] {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.pendingIntentions(of: place.call).map(\.intention)
    }
  }
}

/// What was told, in order.
final class Told: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

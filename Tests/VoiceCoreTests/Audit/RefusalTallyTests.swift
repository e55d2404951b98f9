import Testing
import VoiceCore

@Suite("How often refusals are told")
struct RefusalTallyTests {
  static func entry(_ user: UInt128, _ action: AuditAction = .removeUser, minute: Int64 = 0) -> AuditEntry {
    AuditEntry(
      id: AuditEntry.ID(1), at: Timestamp(microseconds: minute * 60_000_000),
      actor: .known(AuditReference(.user, User.ID(user))), action: action,
      subject: AuditReference(.user, User.ID(UInt128(minute))), request: nil, outcome: .refused)
  }

  @Test func `one person's attempts at one kind of act are told once an hour, whatever they are about`() {
    var tally = RefusalTally()
    let told = (0..<180).map { tally.admit(Self.entry(1, minute: $0)) }
    #expect(told.indices.filter { told[$0] } == [0, 60, 120])
  }

  @Test func `other people and other acts are told besides`() {
    var tally = RefusalTally()
    let told = [Self.entry(1), Self.entry(2), Self.entry(1, .addUser), Self.entry(1), Self.entry(2)]
      .map { tally.admit($0) }
    #expect(told == [true, true, true, false, false])
  }

  @Test func `there is an end to it in each hour, however many try`() {
    var tally = RefusalTally()
    let told = (0..<1000).map { tally.admit(Self.entry(UInt128($0))) }
    #expect(told.count { $0 } == RefusalTally.maximumPerHour)
    let admitted1 = tally.admit(Self.entry(2000, minute: 60))
    #expect(admitted1)
  }

  @Test func `a clock that goes back brings no new hour`() {
    var tally = RefusalTally()
    let told = [120, 60, 120, 0].map { tally.admit(Self.entry(1, minute: $0)) }
    #expect(told == [true, false, false, false])
  }

  @Test func `a clock that was far ahead once keeps nobody from being told`() {
    var tally = RefusalTally()
    for user in 0..<UInt128(RefusalTally.maximumPerHour) { _ = tally.admit(Self.entry(user, minute: 50 * 24 * 60)) }
    let admitted = tally.admit(Self.entry(1, minute: 60))
    #expect(admitted)
    let again = tally.admit(Self.entry(1, minute: 61))
    #expect(!again)
  }
}

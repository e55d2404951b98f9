import Server
import Testing
import VoiceCore

/// What a node remembers is bounded (property 37).
@Suite("What a node remembers")
struct NodeMemoryTests {
  @Test func `refusals of an hour: each once, and all anew when there is no room for one more`() {
    let memory = RefusalMemory()
    let refusal = AuditEntry(
      id: Identifier(1), at: Timestamp(microseconds: 3_600_000_000), actor: .commandLine, action: .changeTenant,
      subject: nil, request: nil, outcome: .refused)
    for number in 1...UInt128(RefusalMemory.maximum) {
      guard memory.admit(refusal, of: Identifier(number)) else { return #expect(Bool(false), "told twice") }
    }
    #expect(!memory.admit(refusal, of: Identifier(1)))
    #expect(memory.count == RefusalMemory.maximum)
    #expect(memory.admit(refusal, of: Identifier(UInt128(RefusalMemory.maximum + 1))))
    #expect(memory.count == 1)
  }

  @Test func `closed tenants: so many, however many are told of`() {
    let time = HandTime()
    let closed = ClosedTenants(time: time)
    for batch in 0..<3 {
      closed.learn((1...ClosedTenants.maximum).map { Identifier(UInt128(batch * ClosedTenants.maximum + $0)) })
      #expect(closed.count == ClosedTenants.maximum)
      time.pass(.seconds(5))
    }
    // Those that aren't told any more are forgotten in time.
    time.pass(ClosedTenants.memory)
    closed.learn([])
    #expect(closed.count == 0)
  }
}

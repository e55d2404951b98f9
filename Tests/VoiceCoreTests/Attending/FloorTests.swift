import Testing
import VoiceCore

@Suite("Who has the floor")
struct FloorTests {
  private let ann: User.ID = Identifier(1)
  private let bob: User.ID = Identifier(2)

  private func floor(_ facts: Call.Floor.Fact...) -> Call.Floor {
    facts.reduce(into: Call.Floor()) { $0.evolve($1) }
  }

  @Test func `it is the receptionist's until somebody takes over, and again when they hand back`() throws {
    var floor = floor(.joined(ann))
    #expect(floor.holder == .receptionist && !floor.isTakenOver)
    for fact in try floor.decide(.takeOver, by: ann) { floor.evolve(fact) }
    #expect(floor.holder == .person(ann))
    for fact in try floor.decide(.handBack, by: ann) { floor.evolve(fact) }
    #expect(floor.holder == .receptionist && floor.joined == [ann] && floor.spoke == [ann])
  }

  @Test func `a second person takes it from the first, who can't hand back what isn't theirs`() throws {
    var floor = floor(.joined(ann), .joined(bob), .takenOver(by: ann))
    for fact in try floor.decide(.takeOver, by: bob) { floor.evolve(fact) }
    #expect(floor.holder == .person(bob) && floor.spoke == [ann, bob])
    #expect(try floor.decide(.handBack, by: ann).isEmpty)
    #expect(try floor.decide(.leave, by: ann) == [.left(ann)])
  }

  @Test func `who leaves with the floor gives it back first`() throws {
    let floor = floor(.joined(ann), .takenOver(by: ann))
    #expect(try floor.decide(.leave, by: ann) == [.handedBack(by: ann), .left(ann)])
  }

  @Test func `repeating a step changes nothing`() throws {
    let floor = floor(.joined(ann), .takenOver(by: ann))
    #expect(try floor.decide(.join, by: ann).isEmpty && floor.decide(.takeOver, by: ann).isEmpty)
    #expect(try floor.decide(.leave, by: bob).isEmpty)
  }

  @Test func `only who is joined may speak, and only so many may be joined`() {
    #expect(throws: Call.Floor.Refusal.notJoined) { try floor(.joined(ann)).decide(.takeOver, by: bob) }
    #expect(throws: Call.Floor.Refusal.notJoined) { try floor(.joined(ann)).decide(.handBack, by: bob) }
    var full = Call.Floor()
    for number in 0..<Call.Floor.maximumJoined { full.evolve(.joined(Identifier(UInt128(number + 10)))) }
    #expect(throws: Call.Floor.Refusal.full) { try full.decide(.join, by: ann) }
  }
}

import CallRuntime
import Generators
import MediaBridge
import RuntimeStage
import Testing
import VoiceCore

@Suite("Extensions dialled while the receptionist talks", .timeLimit(.minutes(1)))
struct DialledExtensionTests {
  /// A stage on which a caller is joined, sales has the extension 105, and service 20.
  private static func open(
    over store: AwayStore = AwayStore(), _ body: @escaping @Sendable (Stage, FakeLeg, CallPlace) async throws -> Void
  ) async throws {
    try await Stage(over: store).open { stage in
      let (leg, place) = try await stage.arrive()
      let service = Department(
        id: Identifier(2), name: "service", number: try #require(PhoneNumber("+15550104999")))
      let routes = [
        try DepartmentRoute(department: Identifier(1), extension: Extension("105")),
        try DepartmentRoute(department: Identifier(2), extension: Extension("20")),
      ]
      try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
        try await scope.save(service)
        for route in routes { try await scope.save(route) }
      }
      try await stage.until { leg.isAttached }
      try await body(stage, leg, place)
    }
  }

  private static func press(_ keys: String, _ leg: FakeLeg) {
    for key in keys { leg.hear { $0.callerPressed(key) } }
  }

  @Test func `a complete extension leads where it reaches, and the receptionist says nothing`() async throws {
    try await Self.open { stage, leg, place in
      Self.press("105", leg)
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
      #expect(stage.receptionist.directives.isEmpty && stage.receptionist.keys == "")
      let transfer = try #require(try await stage.call(place).transfer)
      #expect(transfer.dialled?.digits == "105" && transfer.target == .department(Identifier(1)))
      #expect(transfer.reason == .callerWish)
      guard case .onward(let onward) = try await stage.askWhatIsNext() else { return #expect(Bool(false), "elsewhere") }
      // Nobody works there yet, so the caller waits.
      guard case .hold = onward.act else { return #expect(Bool(false), "\(onward.act)") }
      let reasons = try await stage.store.read(for: place.tenant) { scope throws(StoreFailure) in
        try await scope.facts(of: place.call).flatMap { recorded -> [RoutingDecision.Reason] in
          if case .routed(_, let reasons) = recorded.fact { reasons } else { [] }
        }
      }
      #expect(reasons.contains(.extensionDialled(try Extension("105"))))
    }
  }

  @Test func `digits that nobody has are told after two seconds, and the call goes on`() async throws {
    try await Self.open { stage, leg, place in
      Self.press("10", leg)
      try await stage.until {
        stage.time.advance(by: .milliseconds(100))
        return stage.receptionist.directives == [.extensionIsUnknown]
      }
      #expect(try await stage.call(place).transfer == nil)
      #expect(leg.departures.isEmpty && stage.receptionist.keys == "")
      // And then a right one.
      Self.press("20", leg)
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).transfer?.target == .department(Identifier(2)))
    }
  }

  @Test
  func `a key that no extension begins with is the menu's at once, and one that some begin with after two seconds`()
    async throws
  {
    try await Self.open { stage, leg, place in
      Self.press("7*", leg)
      try await stage.until { stage.receptionist.keys == "7*" }
      Self.press("1", leg)
      try await stage.until {
        stage.time.advance(by: .milliseconds(100))
        return stage.receptionist.keys == "7*1"
      }
      #expect(stage.receptionist.directives.isEmpty)
      #expect(try await stage.call(place).transfer == nil)
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
    }
  }

  @Test func `while the store is away keys are the menu's`() async throws {
    let store = AwayStore()
    try await Self.open(over: store) { stage, leg, _ in
      store.goAway()
      Self.press("2", leg)
      try await stage.until { stage.receptionist.keys == "2" }
      store.comeBack()
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
    }
  }

  @Test func `an extension that was taken away meanwhile is told as unknown`() async throws {
    let store = AwayStore()
    try await Self.open(over: store) { stage, leg, place in
      // The directory is read with the first key.
      Self.press("7", leg)
      try await stage.until { stage.receptionist.keys == "7" }
      let bare = try DepartmentRoute(department: Identifier(2))
      try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in try await scope.save(bare) }
      Self.press("20", leg)
      try await stage.until { stage.receptionist.directives == [.extensionIsUnknown] }
      #expect(try await stage.call(place).transfer == nil)
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
    }
  }
}

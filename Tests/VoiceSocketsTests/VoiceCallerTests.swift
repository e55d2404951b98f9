import Generators
import MediaBridge
import MemoryStore
import NIOCore
import Testing
import VoiceCore
import VoiceSockets
import WebSockets

@Suite("A caller at a browser", .timeLimit(.minutes(1)))
struct VoiceCallerTests {
  private let ann = "agent-51"

  @Test func `who signed in and names no call calls the receptionist`() async throws {
    try await Switchboard.run { board in
      let (socket, _, place) = try await board.talk(ann)
      let call = try await board.call(place)
      #expect(call.status == .inProgress && call.carrierID.isApp && call.caller == .withheld)
      #expect(board.arrived.map(\.carrierCall) == [call.carrierID.text])
      #expect(socket.wire.texts.first?.hasPrefix(#"{"type":"session","call_id":"\#(place.call)""#) == true)
      #expect(socket.wire.texts.first?.hasSuffix(#""socket_url":"wss://node1.example/v1/voice"}"#) == true)
      await socket.close(isClean: true)
      #expect(try await board.ending(of: place) == .hungUp)
    }
  }

  @Test func `they are heard at once, and silence stands in while they say nothing`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      await socket.send(Array(repeating: 7, count: 160))
      #expect(heard.audio == Array(repeating: 7, count: 160) && heard.times == [0])
      for _ in 0..<20 { await board.advance(500) }
      let silent = heard.audio.dropFirst(160)
      #expect(silent.count >= 76_000 && silent.count <= 80_000 && silent.allSatisfy { $0 == MuLaw.silence })
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  @Test func `they are played to at the pace of speech, and what was played is confirmed`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      let leg = board.arrived[0].leg
      await board.onLoop {
        leg.value.play(AudioChunk(muLaw: Array(repeating: 9, count: 800)))
        leg.value.mark(PlaybackMark(generation: 0, number: 1))
      }
      await board.advance(60)
      #expect((2...4).contains(socket.wire.pieces.count) && heard.marks.isEmpty)
      await board.advance(200)
      #expect(socket.wire.pieces == Array(repeating: Array(repeating: 9, count: 160), count: 5))
      #expect(heard.marks == [PlaybackMark(generation: 0, number: 1)])
      await board.onLoop {
        leg.value.play(AudioChunk(muLaw: Array(repeating: 8, count: 800)))
        leg.value.clear()
      }
      await board.advance(200)
      #expect(socket.wire.texts.last == #"{"type":"clear"}"# && socket.wire.pieces.count == 5)
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  @Test func `a client that doesn't read is waited for, and nothing counts as heard meanwhile`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      let leg = board.arrived[0].leg
      await socket.reads(false)
      #expect(heard.writability == [false])
      await board.onLoop {
        leg.value.play(AudioChunk(muLaw: Array(repeating: 9, count: 160)))
        leg.value.mark(PlaybackMark(generation: 0, number: 1))
      }
      await board.advance(500)
      #expect(socket.wire.pieces.isEmpty && heard.marks.isEmpty)
      await socket.reads(true)
      await board.advance(100)
      #expect(socket.wire.pieces.count == 1 && heard.marks.count == 1 && heard.writability == [false, true])
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  @Test func `whoever has no room left is told when there is some again`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      let leg = board.arrived[0].leg
      await board.onLoop {
        leg.value.play(AudioChunk(muLaw: Array(repeating: 9, count: CallerPlayout.enough)))
        #expect(!leg.value.isWritable)
      }
      await board.advance(100)
      #expect(heard.writability == [true])
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  @Test func `keys are passed on, those that come before somebody listens too`() async throws {
    try await Switchboard.run { board in
      let socket = try await board.open(ann)
      await socket.send(#"{"type":"key","key":"1"}"#)
      try await board.until { board.arrived.count == 1 }
      let heard = HeardCaller()
      let leg = board.arrived[0].leg
      await board.onLoop { leg.value.attach(heard) }
      await socket.send(##"{"type":"key","key":"#"}"##)
      #expect(heard.keys == ["1", "#"])
      await socket.close(isClean: true)
      try await board.until { board.door.sessionCount == 0 }
    }
  }

  // MARK: Cuts

  @Test func `a cut socket is resumed where it was, and the call knows nothing of it`() async throws {
    try await Switchboard.run { board in
      let (first, heard, place) = try await board.talk(ann)
      let leg = board.arrived[0].leg
      let token = try #require(first.wire.resumeToken)
      await board.onLoop { leg.value.play(AudioChunk(muLaw: Array(repeating: 9, count: 160))) }
      await first.close(isClean: false)
      for _ in 0..<58 { await board.advance(500) }
      #expect(heard.ends.isEmpty && heard.audio.count > 220_000, "silence keeps the call")
      let second = try await board.open(ann, resuming: token)
      await board.advance(100)
      #expect(second.wire.resumeToken == token)
      #expect(first.wire.pieces.count + second.wire.pieces.count >= 1)
      await second.send(Array(repeating: 7, count: 160))
      #expect(heard.audio.suffix(160) == Array(repeating: 7, count: 160)[...])
      for _ in 0..<80 { await board.advance(500) }
      #expect(heard.ends.isEmpty, "the time for coming back is over, and they are back")
      await second.close(isClean: true)
      #expect(try await board.ending(of: place) == .hungUp && heard.ends == [.stopped])
    }
  }

  @Test func `who doesn't come back in time has lost the call, once`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      let token = try #require(socket.wire.resumeToken)
      await socket.close(isClean: false)
      for _ in 0..<61 { await board.advance(500) }
      #expect(try await board.ending(of: place) == .streamLost && heard.ends == [.lost])
      #expect(await board.status(ann, resuming: token) == 404)
    }
  }

  @Test func `another's token opens nothing, and the session is unharmed`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      let token = try #require(socket.wire.resumeToken)
      #expect(await board.status("agent-52", resuming: token) == 404)
      #expect(await board.status("agent-51-elsewhere", resuming: token) == 404)
      #expect(await board.status(ann, resuming: "x") == 404)
      await socket.send(Array(repeating: 7, count: 160))
      #expect(heard.audio.count == 160 && heard.ends.isEmpty && socket.wire.reason == nil)
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  @Test func `of two sockets for one session the later one has it`() async throws {
    try await Switchboard.run { board in
      let (first, heard, place) = try await board.talk(ann)
      let second = try await board.open(ann, resuming: first.wire.resumeToken)
      await board.advance(20)
      #expect(first.wire.reason == "resumed_elsewhere")
      await first.send(Array(repeating: 7, count: 160))
      await first.close(isClean: true)
      #expect(heard.audio.allSatisfy { $0 == MuLaw.silence } && heard.ends.isEmpty)
      await second.send(Array(repeating: 6, count: 160))
      #expect(heard.audio.last == 6 && board.door.sessionCount == 1)
      await second.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  // MARK: Ends

  @Test func `a person who is wanted can't be reached, and the caller is told the number`() async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      let advance = AdvanceConversation(store: board.store, time: board.time)
      _ = try await advance(.personWanted(.callerWish, nil), in: place)
      let leg = board.arrived[0].leg
      await board.onLoop {
        leg.value.leave(.finished)
        leg.value.leave(.finished)
      }
      #expect(try await board.ending(of: place) == .closed && heard.ends == [.left])
      #expect(try await board.call(place).transfer?.outcome == .failed)
      #expect(socket.wire.reason == "transfer_unavailable")
      let told = socket.wire.texts.suffix(2)
      #expect(told.first?.hasPrefix(#"{"type":"transfer_unavailable","reason":"caller_wish","telephone":"+"#) == true)
      #expect(told.last?.hasPrefix(#"{"type":"error","code":"transfer_unavailable""#) == true)
    }
  }

  @Test func `a call that is over closes its socket by name, wherever it was ended`() async throws {
    try await Switchboard.run { board in
      let (here, _, place) = try await board.talk(ann)
      let end = EndCall(store: board.store, time: board.time)
      _ = try await end(.id(place.call), of: board.tenant, because: .closed)
      try await board.legs.hangUp(.app(for: place.call))
      try await board.until { here.wire.reason == "call_over" }
      _ = try await board.ending(of: place)
      let (there, _, other) = try await board.talk(ann)
      _ = try await end(.id(other.call), of: board.tenant, because: .closed)
      await board.time.waitForSleepers(1)
      board.time.advance(by: VoiceCallers.lookPause)
      try await board.until { there.wire.reason == "call_over" }
      _ = try await board.ending(of: other)
      #expect(board.carrier.legs.isEmpty, "no carrier hears of it")
    }
  }

  @Test func `legs are told apart by their names`() async throws {
    try await Switchboard.run { board in
      let (socket, _, place) = try await board.talk(ann)
      let (app, carrier) = (CarrierCallID.app(for: place.call), try #require(CarrierCallID("CA1")))
      #expect(try await board.legs.state(of: app) == .live)
      #expect(try await board.legs.state(of: carrier) == .live)
      try await board.legs.hangUp(carrier)
      try await board.legs.askAnew(about: carrier)
      #expect(board.carrier.legs == ["CA1", "CA1", "CA1"])
      try await board.legs.askAnew(about: app)
      #expect(try await board.ending(of: place) == .streamLost, "nobody wanted a person")
      #expect(socket.wire.reason == "unavailable")
      #expect(try await board.legs.state(of: app) == .over(.streamLost))
      #expect(board.carrier.legs.count == 3)
    }
  }

  @Test func `who isn't taken in is told so, and leaves no call`() async throws {
    try await Switchboard.run(admission: Admission { .capacity }) { board in
      let socket = try await board.open(ann)
      try await board.until { socket.wire.reason == "unavailable" && board.door.sessionCount == 0 }
      #expect(board.arrived.isEmpty)
    }
    try await Switchboard.run(isOpen: false) { board in
      let socket = try await board.open(ann)
      try await board.until { socket.wire.reason == "unavailable" && board.door.sessionCount == 0 }
      let live = try await board.store.read(for: board.tenant) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: nil, limit: 10)
      }
      #expect(live.isEmpty)
    }
    try await Switchboard.run { board in
      try await board.store.transaction(for: board.tenant) { scope throws(StoreFailure) in
        for line in try await scope.phoneLines() { try await scope.removePhoneLine(line.number) }
      }
      let socket = try await board.open(ann)
      try await board.until { socket.wire.reason == "no_line" && board.door.sessionCount == 0 }
    }
  }

  // MARK: Bad input

  @Test(arguments: [
    ("chunk_too_small", 99, 1), ("chunk_too_large", 100_001, 1), ("too_fast", 60_000, 3),
  ])
  func `audio that can't be is named, and ends the call`(name: String, bytes: Int, times: Int) async throws {
    try await Switchboard.run { board in
      let (socket, heard, place) = try await board.talk(ann)
      for _ in 0..<times { await socket.send(Array(repeating: 7, count: bytes)) }
      #expect(socket.wire.reason == name && socket.wire.texts.last?.contains(name) == true)
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
      #expect(heard.ends.count == 1)
    }
  }

  @Test func `half a sample is named`() async throws {
    try await Switchboard.run { board in
      let socket = try await board.open(ann, query: "")
      try await board.until { board.arrived.count == 1 }
      await socket.send(Array(repeating: 7, count: 101))
      #expect(socket.wire.reason == "odd_length")
      await socket.close(isClean: true)
      try await board.until { board.door.sessionCount == 0 }
    }
  }

  @Test(arguments: [
    "", "{", "{}", #"{"type":"sing"}"#, #"{"type":"take_over"}"#, #"{"type":"key"}"#,
    #"{"type":"key","key":"12"}"#, #"{"type":"key","key":"A"}"#, #"{"type":"key","key":1}"#,
  ])
  func `a text that is none of a caller's is named`(text: String) async throws {
    try await Switchboard.run { board in
      let (socket, _, place) = try await board.talk(ann)
      await socket.send(text)
      #expect(socket.wire.reason == "unknown_message")
      await socket.close(isClean: true)
      _ = try await board.ending(of: place)
    }
  }

  @Test func `a fourth session is refused, whatever the others are`() async throws {
    try await Switchboard.run { board in
      var sockets: [CallerSocket] = []
      for _ in 0..<3 { sockets.append(try await board.talk(ann).0) }
      #expect(await board.status(ann) == 429)
      #expect(await board.status("agent-52") == 101)
      await sockets[0].close(isClean: true)
      try await board.until { board.door.sessionCount == 2 }
      #expect(await board.status(ann) == 101)
      for socket in sockets { await socket.close(isClean: true) }
      try await board.until { board.door.sessionCount == 0 }
    }
  }

  @Test func `a call that is named is joined, and not called`() async throws {
    try await Switchboard.run { board in
      guard case .refuse(404, _, _) = await board.ask(ann, query: "call=00000000-0000-0000-0000-000000000001") else {
        Issue.record("let in")
        return
      }
      guard case .refuse(400, _, _) = await board.ask(ann, query: "call=") else {
        Issue.record("let in")
        return
      }
    }
  }
}

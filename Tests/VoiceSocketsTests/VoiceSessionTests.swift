import MediaBridge
import NIOCore
import NIOEmbedded
import Testing
import VoiceCore
import VoiceSockets
import WebSockets

@Suite("A voice session", .timeLimit(.minutes(1)))
@MainActor struct VoiceSessionTests {
  private let ann = "tenant_admin-51"
  private let muLaw = "&format=mulaw&frame_ms=20"

  private func query(_ office: Office) -> String { "call=\(office.call.id)" + muLaw }

  @Test func `the first message says how to resume, the next who has the floor`() async throws {
    let office = try await Office()
    let socket = try await office.open(ann)
    let leg = try #require(office.desk.legs.first)
    leg.floorIs(.receptionist)
    leg.floorIs(.person("\(Office.ann)"))
    leg.floorIs(.person("\(Office.bob)"))
    leg.clear()
    leg.refused(.tooLate)
    office.loop.run()
    #expect(
      socket.wire.texts[0].hasPrefix(#"{"type":"session","call_id":"\#(office.call.id)","user_id":"\#(Office.ann)""#))
    #expect(
      socket.wire.texts[0].hasSuffix(#""resume_seconds":30,"format":"pcm16","sample_rate_hz":16000,"frame_ms":100}"#))
    #expect(
      socket.wire.texts.dropFirst() == [
        #"{"type":"floor","holder":"receptionist","user_id":null}"#,
        #"{"type":"floor","holder":"you","user_id":"\#(Office.ann)"}"#,
        #"{"type":"floor","holder":"other","user_id":"\#(Office.bob)"}"#, #"{"type":"clear"}"#,
        #"{"type":"error","code":"too_late","detail":"The call is over, or is being handed over."}"#,
      ])
  }

  @Test func `audio goes both ways, and wishes`() async throws {
    let office = try await Office()
    let socket = try await office.open(ann, query: query(office))
    let leg = try #require(office.desk.legs.first)
    let listener = FakeDesk.Listener()
    leg.attach(listener)
    socket.send(Array(repeating: 7, count: 1000))
    socket.send(#"{"type":"take_over"}"#)
    socket.send(#"{"type":"hand_back"}"#)
    #expect(listener.heard == Array(repeating: 7, count: 1000) && listener.wishes == [.takeOver, .handBack])
    leg.hear(ByteBuffer(repeating: 9, count: 400))
    office.loop.run()
    #expect(socket.wire.pieces == [Array(repeating: 9, count: 160), Array(repeating: 9, count: 160)])
  }

  @Test func `a wish that comes before the session has joined isn't lost`() async throws {
    let office = try await Office()
    let socket = try await office.open(ann)
    socket.send(#"{"type":"take_over"}"#)
    let listener = FakeDesk.Listener()
    office.desk.legs.first?.attach(listener)
    #expect(listener.wishes == [.takeOver])
  }

  @Test func `a client that doesn't read loses audio, and no message`() async throws {
    let office = try await Office()
    let socket = try await office.open(ann, query: query(office))
    let leg = try #require(office.desk.legs.first)
    socket.wire.isWritable = false
    leg.hear(ByteBuffer(repeating: 9, count: 480))
    leg.floorIs(.receptionist)
    office.loop.run()
    #expect(socket.wire.pieces.isEmpty && socket.socket.piecesDropped == 3)
    #expect(socket.wire.texts.count == 2)
  }

  @Test func `a client who says goodbye is gone, and nothing is left`() async throws {
    let office = try await Office()
    let socket = try await office.open(ann)
    let listener = FakeDesk.Listener()
    office.desk.legs.first?.attach(listener)
    socket.close(isClean: true)
    #expect(listener.departures == 1 && office.door.sessionCount == 0)
    office.loop.advanceTime(by: .seconds(60))
    #expect(listener.departures == 1 && listener.wishes.isEmpty)
  }

  @Test func `a session that was cut goes on over another socket, with what it missed left out`() async throws {
    let office = try await Office()
    let first = try await office.open(ann, query: query(office))
    let leg = try #require(office.desk.legs.first)
    let listener = FakeDesk.Listener()
    leg.attach(listener)
    leg.floorIs(.person("\(Office.ann)"))
    office.loop.run()
    first.close(isClean: false)
    leg.hear(ByteBuffer(repeating: 9, count: 160))
    office.loop.advanceTime(by: .milliseconds(2999))
    #expect(listener.wishes.isEmpty, "the floor waits a while")
    let second = try await office.open(ann, query: query(office), resuming: first.wire.resumeToken)
    #expect(office.desk.legs.count == 1 && office.door.sessionCount == 1, "the leg is the same")
    #expect(second.wire.texts.count == 2 && second.wire.texts[1].contains(#""holder":"you""#))
    leg.hear(ByteBuffer(repeating: 8, count: 160))
    second.send(Array(repeating: 7, count: 100))
    office.loop.advanceTime(by: .seconds(60))
    #expect(second.wire.pieces == [Array(repeating: 8, count: 160)] && listener.heard.count == 100)
    #expect(listener.wishes.isEmpty && listener.departures == 0)
  }

  @Test func `the floor waits for three seconds, the session for thirty`() async throws {
    let office = try await Office()
    let first = try await office.open(ann)
    let listener = FakeDesk.Listener()
    office.desk.legs.first?.attach(listener)
    first.close(isClean: false)
    office.loop.advanceTime(by: .seconds(3))
    #expect(listener.wishes == [.handBack] && listener.departures == 0)
    office.loop.advanceTime(by: .seconds(26))
    #expect(await office.status(ann, resuming: first.wire.resumeToken) == 101)
    office.loop.advanceTime(by: .seconds(1))
    #expect(listener.departures == 1 && office.door.sessionCount == 0)
    #expect(await office.status(ann, resuming: first.wire.resumeToken) == 404)
  }

  @Test func `another person's token, an unknown one and two at once resume nothing`() async throws {
    let office = try await Office()
    let first = try await office.open(ann)
    let token = first.wire.resumeToken
    #expect(await office.status("tenant_admin-52", resuming: token) == 404)
    #expect(await office.status(ann, resuming: "token-99") == 404)
    guard case .refuse(400, _, _) = await office.ask(ann, resuming: token, offering: ["resume.x"]) else {
      Issue.record("two tokens are taken")
      return
    }
  }

  @Test func `of two sockets of one session the later one counts`() async throws {
    let office = try await Office()
    let first = try await office.open(ann, query: query(office))
    let leg = try #require(office.desk.legs.first)
    let listener = FakeDesk.Listener()
    leg.attach(listener)
    let second = try await office.open(ann, query: query(office), resuming: first.wire.resumeToken)
    #expect(first.wire.closing?.reason == "resumed_elsewhere")
    first.send(Array(repeating: 1, count: 100))
    first.close(isClean: true)
    second.send(Array(repeating: 2, count: 100))
    #expect(listener.heard == Array(repeating: 2, count: 100) && listener.departures == 0)
  }

  @Test(arguments: OperatorDeparture.allCases)
  func `when the call lets go the socket is closed by name`(departure: OperatorDeparture) async throws {
    let office = try await Office()
    let socket = try await office.open(ann)
    let leg = try #require(office.desk.legs.first)
    let listener = FakeDesk.Listener()
    leg.attach(listener)
    leg.leave(departure)
    leg.leave(departure)
    office.loop.run()
    #expect(socket.wire.closing?.reason == departure.rawValue)
    #expect(listener.departures == 0, "whoever lets go knows")
    socket.close(isClean: true)
    #expect(office.door.sessionCount == 0)
  }

  @Test func `a session that is over when the socket opens lets nobody in`() async throws {
    let office = try await Office()
    office.desk.end()
    let socket = try await office.open(ann)
    #expect(socket.wire.closing?.reason == "call_over" && office.door.sessionCount == 0)
  }

  @Test func `a flood of wishes, and what is no message, close the socket by name`() async throws {
    let office = try await Office()
    let listener = FakeDesk.Listener()
    let socket = try await office.open(ann)
    office.desk.legs.first?.attach(listener)
    for _ in 0..<21 { socket.send(#"{"type":"take_over"}"#) }
    #expect(listener.wishes.count == 20 && socket.wire.closing?.reason == "too_many_messages")
    for text in ["", "[]", #"{"type":1}"#, #"{"type":"sing"}"#, #"{"type":""# + String(repeating: "x", count: 5000)] {
      let other = try await office.open("tenant_admin-52")
      other.send(text)
      #expect(other.wire.closing?.reason == "unknown_message")
      other.close(isClean: true)
    }
    socket.close(isClean: true)
    #expect(office.door.sessionCount == 0)
  }
}

import Generators
import Testing
import VoiceCore

@Suite("The node that has a call")
struct OwnerOfCallTests {
  @Test(arguments: [
    ("https://node1.example", "wss://node1.example/x"), ("HTTPS://node1.example:8443", "wss://node1.example:8443/x"),
    ("http://127.0.0.1:8080", "ws://127.0.0.1:8080/x"),
  ])
  func `its sockets are as safe as its pages`(url: String, socket: String) {
    #expect(NodeAddress(url).socket("/x") == socket)
  }

  @Test func `a joined stream says where its node is, and a call that leaves it forgets that`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let attend = AttendCall(store: world.store, time: world.time, auditing: world.auditing)
    #expect(try await attend.owner(of: place) == nil, "this node needs no address")
    let live = try await world.store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      let live = LiveCall(
        call: place.call, holder: .node(Identifier(1)), since: Timestamp(microseconds: 0),
        address: NodeAddress("http://a"))
      try await scope.save(live)
      return live
    }
    #expect(try await attend.owner(of: place) == NodeAddress("http://a"))
    #expect(live.leftToCarrier(at: world.time.now()).address == nil)
  }
}

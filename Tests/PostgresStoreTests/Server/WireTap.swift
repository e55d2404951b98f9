import Dispatch
import Glibc
import Synchronization

/// Sits between a pool and its server, counts what goes over the wire, and cuts it when told to.
final class WireTap: Sendable {
  /// What went through. A trip is a turn of the talk: the client spoke, then the server.
  struct Counts: Equatable, Sendable {
    var trips = 0
    /// Sync messages of the client.
    var syncs = 0
    /// ReadyForQuery messages of the server.
    var ready = 0
  }

  enum Mode: Int, Sendable {
    case pass
    /// Passes what the client says and hangs up at the server's answer.
    case cutAtAnswer
    /// The same, once.
    case cutAtNextAnswer
    /// Hangs up, once, at what the client says, which the server never hears.
    case loseNextRequest
    /// Hangs up, once, at what the client says, and keeps it for `deliverLate`: the network was slow, not dead.
    case delayNextRequest
    /// Passes what the client says, and nothing back.
    case swallowAnswers
  }

  let port: UInt16
  private let listener: CInt
  private let server: UInt16
  private let counts = Mutex(Counts())
  private let mode = Mutex(Mode.pass)
  private let isOpen = Atomic<Bool>(true)
  private let gates = Mutex<[Gate]>([])
  private let late = Mutex<[(socket: CInt, bytes: [UInt8])]>([])

  /// A tap in front of a server on loopback.
  init(before server: UInt16) {
    self.server = server
    listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(bind(listener, address, size) == 0 && listen(listener, 64) == 0, "no socket")
        getsockname(listener, address, &size)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    DispatchQueue(label: "tap").async { self.run() }
  }

  func close() { isOpen.store(false, ordering: .relaxed) }

  func set(_ new: Mode) { mode.withLock { $0 = new } }

  /// Lets the next connection wait until its gate is opened.
  func holdNextConnection() -> Gate {
    let gate = Gate()
    gates.withLock { $0.append(gate) }
    return gate
  }

  /// Where a connection waits.
  final class Gate: Sendable {
    private let passage = DispatchSemaphore(value: 0)
    func open() { passage.signal() }
    fileprivate func wait() { passage.wait() }
  }

  /// Says what was delayed to the server, and waits until it has answered all of it; how many requests that was.
  func deliverLate() -> Int {
    let late = late.withLock { late in
      defer { late = [] }
      return late
    }
    for (socket, bytes) in late {
      _ = send(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL))
      // No more will be said: the server does what it was asked, and hangs up.
      shutdown(socket, CInt(SHUT_WR))
      var answer = [UInt8](repeating: 0, count: 65_536)
      while recv(socket, &answer, answer.count, 0) > 0 {}
      Glibc.close(socket)
    }
    return late.count
  }

  /// What went through since the last time.
  func takeCounts() -> Counts {
    counts.withLock { counts in
      defer { counts = Counts() }
      return counts
    }
  }

  private struct Pair {
    let client: CInt
    let server: CInt
    var said = Messages(hasType: false)
    var answered = Messages(hasType: true)
    var clientSpoke = false
    /// Whether what the client said last is still to be delivered.
    var isKept = false
  }

  private func run() {
    var pairs: [Pair] = []
    while isOpen.load(ordering: .relaxed) {
      var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
      for pair in pairs {
        polled.append(pollfd(fd: pair.client, events: Int16(POLLIN), revents: 0))
        polled.append(pollfd(fd: pair.server, events: Int16(POLLIN), revents: 0))
      }
      poll(&polled, nfds_t(polled.count), 50)
      if polled[0].revents != 0 { if let pair = accept() { pairs.append(pair) } }
      var ended: [Int] = []
      for index in 0..<(polled.count - 1) / 2 {
        var lives = true
        if polled[1 + 2 * index].revents != 0 { lives = pass(from: &pairs[index], ofClient: true) }
        if lives, polled[2 + 2 * index].revents != 0 { lives = pass(from: &pairs[index], ofClient: false) }
        if !lives { ended.append(index) }
      }
      for index in ended.reversed() {
        Glibc.close(pairs[index].client)
        if !pairs[index].isKept { Glibc.close(pairs[index].server) }
        pairs.remove(at: index)
      }
    }
    for pair in pairs {
      Glibc.close(pair.client)
      Glibc.close(pair.server)
    }
    for (socket, _) in late.withLock({ $0 }) { Glibc.close(socket) }
    Glibc.close(listener)
  }

  private func accept() -> Pair? {
    let client = Glibc.accept(listener, nil, nil)
    gates.withLock { $0.isEmpty ? nil : $0.removeFirst() }?.wait()
    let server = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: self.server)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard client >= 0, status == 0 else { return nil }
    return Pair(client: client, server: server)
  }

  private func pass(from pair: inout Pair, ofClient isClient: Bool) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(isClient ? pair.client : pair.server, &bytes, bytes.count, 0)
    guard count > 0 else { return false }
    if isClient {
      switch takeTurn(.loseNextRequest, .delayNextRequest) {
      case .loseNextRequest?: return false
      case .delayNextRequest?:
        pair.isKept = true
        late.withLock { $0.append((pair.server, Array(bytes[..<count]))) }
        return false
      default: break
      }
      let syncs = pair.said.count(UInt8(ascii: "S"), in: bytes[..<count])
      counts.withLock { $0.syncs += syncs }
      pair.clientSpoke = true
    } else {
      if takeTurn(.cutAtNextAnswer) != nil { return false }
      switch mode.withLock({ $0 }) {
      case .cutAtAnswer: return false
      case .swallowAnswers: return true
      case .pass, .cutAtNextAnswer, .loseNextRequest, .delayNextRequest: break
      }
      let ready = pair.answered.count(UInt8(ascii: "Z"), in: bytes[..<count])
      let isTurn = pair.clientSpoke
      pair.clientSpoke = false
      counts.withLock {
        $0.ready += ready
        $0.trips += isTurn ? 1 : 0
      }
    }
    return send(isClient ? pair.server : pair.client, bytes, count, CInt(MSG_NOSIGNAL)) == count
  }

  /// What is to be done once, if it is one of these; from then on all passes.
  private func takeTurn(_ once: Mode...) -> Mode? {
    mode.withLock { mode in
      guard once.contains(mode) else { return nil }
      defer { mode = .pass }
      return mode
    }
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// Finds where messages begin: a type, four bytes of length, the rest. A client's first message has no type.
  private struct Messages {
    var hasType: Bool
    private var header: [UInt8] = []
    private var left = 0

    init(hasType: Bool) { self.hasType = hasType }

    mutating func count(_ type: UInt8, in bytes: ArraySlice<UInt8>) -> Int {
      var found = 0
      for byte in bytes {
        if left > 0 {
          left -= 1
          continue
        }
        header.append(byte)
        guard header.count == (hasType ? 5 : 4) else { continue }
        left = header.suffix(4).reduce(0) { $0 << 8 | Int($1) } - 4
        if hasType, header[0] == type { found += 1 }
        hasType = true
        header = []
      }
      return found
    }
  }
}

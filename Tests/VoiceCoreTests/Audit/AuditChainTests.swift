import Testing
import VoiceCore

@Suite("The audit chain")
struct AuditChainTests {
  static let tenant = Tenant.ID(7)
  /// Two rounds of FNV-1a: enough to tell entries apart, forgeable by anyone, hence for tests only.
  static let digest = AuditDigest { bytes in
    var hashes: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F]
    for byte in bytes {
      for place in hashes.indices { hashes[place] = (hashes[place] ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hashes.flatMap { hash in (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * UInt64($0))) } }
  }
  let chain = AuditChain(of: tenant, digest: digest)

  static func entry(_ number: Int) -> AuditEntry {
    AuditEntry(
      id: AuditEntry.ID(UInt128(number + 1)), at: Timestamp(microseconds: Int64(number)),
      actor: .known(AuditReference(.user, User.ID(UInt128(number)))), action: .changeUser,
      subject: number % 2 == 0 ? AuditReference(.user, User.ID(3)) : nil,
      request: number % 3 == 0 ? AuditEntry.RequestID(UInt128(number)) : nil, outcome: .done)
  }

  private func written(_ count: Int) -> [ChainedAuditEntry] {
    var head = chain.beginning
    return (0..<count).map { number in
      let link = chain.append(Self.entry(number), after: head)
      head = link.head
      return link
    }
  }

  @Test func `what was written is intact, at once and page by page`() throws {
    let links = written(50)
    let end = try #require(links.last).head
    #expect(chain.verify(links) == .intact(end))
    #expect(chain.verify([], from: end) == .intact(end))
    #expect(chain.verify([]) == .intact(chain.beginning))
    for size in [1, 2, 7, 50] {
      var head = chain.beginning
      for start in stride(from: 0, to: links.count, by: size) {
        guard case .intact(let next) = chain.verify(links[start..<min(start + size, 50)], from: head) else {
          Issue.record("page at \(start) of size \(size)")
          return
        }
        head = next
      }
      #expect(head == end)
    }
    #expect(chain.verify(links, upTo: end) == .intact(end))
  }

  @Test func `a changed entry is found at its place`() {
    let links = written(12)
    for place in links.indices {
      for changed in Self.changes(of: links[place].entry) {
        var altered = links
        altered[place] = ChainedAuditEntry(
          position: links[place].position, entry: changed, hash: links[place].hash)
        #expect(chain.verify(altered) == .broken(at: UInt64(place + 1), .altered))
      }
    }
  }

  @Test func `a changed hash is found at its place, and one that fits the changed entry at the next`() {
    let links = written(6)
    for place in 0..<5 {
      var altered = links
      altered[place] = ChainedAuditEntry(
        position: links[place].position, entry: links[place].entry, hash: links[5 - place == place ? 0 : 5 - place].hash
      )
      #expect(chain.verify(altered) == .broken(at: UInt64(place + 1), .altered))
      let before = place == 0 ? chain.beginning : links[place - 1].head
      altered[place] = chain.append(Self.entry(99), after: before)
      #expect(chain.verify(altered) == .broken(at: UInt64(place + 2), .altered))
    }
  }

  @Test func `a removed entry is found at its place, the last one by the head that is kept elsewhere`() throws {
    let links = written(9)
    let end = try #require(links.last).head
    for place in links.indices {
      var altered = links
      altered.remove(at: place)
      #expect(chain.verify(altered, upTo: end) == .broken(at: UInt64(place + 1), .missing))
      // Closing the gap doesn't help.
      let closed = altered.enumerated().map {
        ChainedAuditEntry(position: UInt64($0 + 1), entry: $1.entry, hash: $1.hash)
      }
      #expect(chain.verify(closed, upTo: end) == .broken(at: UInt64(place + 1), place == 8 ? .missing : .altered))
    }
  }

  @Test func `swapped entries are found at the first of their places`() {
    let links = written(8)
    for first in links.indices {
      for second in links.indices where second > first {
        var altered = links
        altered.swapAt(first, second)
        #expect(chain.verify(altered) == .broken(at: UInt64(first + 1), .missing))
        altered[first] = ChainedAuditEntry(
          position: links[first].position, entry: links[second].entry, hash: links[second].hash)
        #expect(chain.verify(altered) == .broken(at: UInt64(first + 1), .altered))
      }
    }
  }

  @Test func `an inserted entry is found at its place`() throws {
    let links = written(6)
    let end = try #require(links.last).head
    for place in 0...links.count {
      let before = place == 0 ? chain.beginning : links[place - 1].head
      var altered = links
      altered.insert(
        ChainedAuditEntry(position: UInt64(place + 1), entry: Self.entry(99), hash: AuditHash([1])), at: place)
      #expect(chain.verify(altered, upTo: end) == .broken(at: UInt64(place + 1), .altered))
      // One that fits what goes before it stands in the place of another, which is found there.
      altered[place] = chain.append(Self.entry(99), after: before)
      let fault: AuditFault = place == links.count ? .added : .misplaced
      let found = place == links.count ? place + 1 : place + 2
      #expect(chain.verify(altered, upTo: end) == .broken(at: UInt64(found), fault))
      if place > 0 {
        altered[place] = links[place - 1]
        #expect(chain.verify(altered, upTo: end) == .broken(at: UInt64(place + 1), .misplaced))
      }
    }
  }

  @Test func `entries of one tenant's chain fit into no other's`() {
    let other = AuditChain(of: Tenant.ID(8), digest: Self.digest)
    #expect(other.beginning != chain.beginning)
    #expect(other.verify(written(3)) == .broken(at: 1, .altered))
    #expect(other.verify(written(3).dropFirst(), from: written(1)[0].head) == .broken(at: 2, .altered))
  }

  @Test func `another end of the same length is found`() {
    let end = written(3)[2].head
    let other = AuditHead(position: 3, hash: AuditHash([9]))
    #expect(chain.verify(written(3), upTo: other) == .broken(at: 3, .altered))
    #expect(chain.verify([], from: AuditHead(position: .max, hash: end.hash)) != .intact(end))
    #expect(
      chain.verify(written(1), from: AuditHead(position: .max, hash: end.hash)) == .broken(at: .max, .misplaced))
  }

  /// The entry with one thing changed, for each thing.
  private static func changes(of entry: AuditEntry) -> [AuditEntry] {
    func copy(
      id: AuditEntry.ID? = nil, at: Timestamp? = nil, actor: AuditActor? = nil, action: AuditAction? = nil,
      subject: AuditReference?? = nil, request: AuditEntry.RequestID?? = nil, outcome: AuditEntry.Outcome? = nil
    ) -> AuditEntry {
      AuditEntry(
        id: id ?? entry.id, at: at ?? entry.at, actor: actor ?? entry.actor, action: action ?? entry.action,
        subject: subject ?? entry.subject, request: request ?? entry.request, outcome: outcome ?? entry.outcome)
    }
    return [
      copy(id: AuditEntry.ID(0)), copy(at: Timestamp(microseconds: -1)), copy(actor: .server),
      copy(actor: .commandLine),
      copy(actor: .known(AuditReference(.apiKey, User.ID(0)))), copy(action: .removeUser),
      copy(subject: .some(entry.subject == nil ? AuditReference(.user, User.ID(3)) : nil)),
      copy(subject: .some(AuditReference(.tenant, User.ID(3)))),
      copy(subject: .some(AuditReference(.user, User.ID(4)))),
      copy(request: .some(entry.request == nil ? AuditEntry.RequestID(1) : nil)),
      copy(request: .some(AuditEntry.RequestID(77))), copy(outcome: .refused), copy(outcome: .failed),
    ]
  }
}

/// Requests in the order of their arrival. Those that ended while they waited are passed over.
struct RequestQueue {
  private var requests: [Request] = []
  private var head = 0

  /// The first that still waits.
  var first: Request? {
    mutating get {
      while head < requests.count, requests[head].state != .waiting { head += 1 }
      compact()
      return head < requests.count ? requests[head] : nil
    }
  }

  mutating func append(_ request: Request) { requests.append(request) }

  mutating func putFirst(_ request: Request) { requests.insert(request, at: head) }

  mutating func removeFirst() {
    head += 1
    compact()
  }

  /// Those that still wait, when the others would be more than half of it.
  mutating func prune() {
    requests = requests[head...].filter { $0.state == .waiting }
    head = 0
  }

  var length: Int { requests.count - head }

  private mutating func compact() {
    guard head > 64, head * 2 > requests.count else { return }
    requests.removeFirst(head)
    head = 0
  }
}

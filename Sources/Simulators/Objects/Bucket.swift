internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// A bucket behind the S3 protocol, as a function from request to reply.
final class Bucket: Sendable {
  private struct Object {
    var bytes: ByteBuffer
    /// Headers that come back with it.
    var headers: [(name: String, value: String)]
  }

  private struct State {
    var objects: [String: Object] = [:]
    var faults: [ObjectStoreFault?] = []
    var requests: [String] = []
  }

  private let configuration: ObjectStoreConfiguration
  private let signature: BucketSignature
  private let now: @Sendable () -> Int
  private let state = Mutex(State())

  init(_ configuration: ObjectStoreConfiguration, now: @escaping @Sendable () -> Int) {
    self.configuration = configuration
    self.now = now
    signature = BucketSignature(configuration: configuration)
  }

  var keys: [String] { state.withLock { $0.objects.keys.sorted() } }
  var requests: [String] { state.withLock { $0.requests } }
  func bytes(at key: String) -> [UInt8]? {
    state.withLock { $0.objects[key].map { Array($0.bytes.readableBytesView) } }
  }
  func fail(_ faults: [ObjectStoreFault?]) { state.withLock { $0.faults += faults } }

  func reply(to request: LoopbackRequest) -> LoopbackReply {
    let refusal = signature.refusal(of: request, secondsSince1970: now() + configuration.secondsAhead)
    return state.withLock { state in
      let path = request.target.prefix { $0 != "?" }
      state.requests.append("\(request.method) \(path)")
      if let refusal { return refusal.reply }
      let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
      switch fault {
      case .slowDown?: return BucketRefusal.slowDown.reply
      case .internalError?: return BucketRefusal.internalError.reply
      case .badDigest?: return BucketRefusal.badDigest.reply
      case .accessDenied?: return BucketRefusal.accessDenied.reply
      case .otherRegion?: return BucketRefusal.permanentRedirect.reply
      case .silence?: return LoopbackReply(status: 200, manner: .never)
      case .lostAnswer?, .halfAnswer?, .alteredByte?, nil: break
      }
      var reply = carryOut(request, &state)
      switch fault {
      case .lostAnswer?: reply.manner = .broken
      case .halfAnswer?: reply.manner = .half
      case .alteredByte? where reply.body.readableBytes > 0:
        let first: UInt8 = reply.body.getInteger(at: reply.body.readerIndex) ?? 0
        reply.body.setInteger(first ^ 1, at: reply.body.readerIndex)
      default: break
      }
      return reply
    }
  }

  private func carryOut(_ request: LoopbackRequest, _ state: inout State) -> LoopbackReply {
    let target = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let names = target[0].split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard names.count > 1, names[1] == configuration.bucket else { return BucketRefusal.noSuchBucket.reply }
    let query = FormText.decode(target.count == 2 ? String(target[1]) : "") ?? []
    // A plus sign is one in a path, and a space in a form.
    let key = names.count > 2 ? FormText.decode(String(names[2].replacing("+", with: "%2B")))?.first?.name ?? "" : ""
    guard !key.isEmpty else { return list(query, request.method, state) }
    guard query.isEmpty, !request.headers.contains(name: "range") else { return BucketRefusal.notImplemented.reply }
    switch request.method {
    case "PUT":
      guard request.body.readableBytes <= configuration.maximumObjectBytes else {
        return BucketRefusal.entityTooLarge.reply
      }
      let kept = request.headers.filter {
        $0.name.lowercased().hasPrefix("x-amz-meta-") || $0.name.lowercased() == "content-type"
      }
      state.objects[key] = Object(bytes: request.body, headers: kept.map { ($0.name, $0.value) })
      return LoopbackReply(status: 200)
    case "GET":
      guard let object = state.objects[key] else { return BucketRefusal.noSuchKey.reply }
      return LoopbackReply(status: 200, headers: HTTPHeaders(object.headers), body: object.bytes)
    case "DELETE":
      state.objects[key] = nil
      return LoopbackReply(status: 204)
    default: return BucketRefusal.methodNotAllowed.reply
    }
  }

  private func list(_ query: [FormField], _ method: String, _ state: State) -> LoopbackReply {
    func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
    guard method == "GET", value("list-type") == "2" else { return BucketRefusal.notImplemented.reply }
    guard Set(query.map(\.name)).isSubset(of: ["list-type", "prefix", "max-keys", "continuation-token"]) else {
      return BucketRefusal.notImplemented.reply
    }
    guard let limit = Int(value("max-keys") ?? "1000"), limit >= 0 else { return BucketRefusal.invalidArgument.reply }
    let prefix = value("prefix") ?? ""
    // In the order of bytes. The token is the last key of the page before.
    let left = state.objects.keys.filter { $0.hasPrefix(prefix) }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      .drop { key in value("continuation-token").map { key <= $0 } ?? false }
    let page = left.prefix(min(limit, 1000))
    let isMore = page.count < left.count
    let contents = page.map { key in
      "<Contents><Key>\(Self.escaped(key))</Key><Size>\(state.objects[key]?.bytes.readableBytes ?? 0)</Size></Contents>"
    }
    let next =
      isMore ? page.last.map { "<NextContinuationToken>\(Self.escaped($0))</NextContinuationToken>" } ?? "" : ""
    return LoopbackReply(
      status: 200, headers: HTTPHeaders([("Content-Type", "application/xml")]),
      body: ByteBuffer(
        string: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>\(configuration.bucket)</Name>"
          + "<Prefix>\(Self.escaped(prefix))</Prefix><KeyCount>\(page.count)</KeyCount><MaxKeys>\(limit)</MaxKeys>"
          + "<IsTruncated>\(isMore)</IsTruncated>\(contents.joined())\(next)</ListBucketResult>"))
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

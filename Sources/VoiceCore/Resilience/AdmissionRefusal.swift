/// Why no further call is taken; the answer names the limit that was met.
public enum AdmissionRefusal: String, Sendable, Codable, CaseIterable {
  /// The node is shutting down.
  case draining
  /// The node carries as many calls as it may.
  case capacity
  /// The tenant's credits are spent.
  case credits
  /// The other nodes don't see that this one lives: they would take its calls for orphans.
  case unseen
}

/// Work whose allocations are known.
public enum AllocationProbe {
  private final class Box {
    let number: Int
    var next: Box?
    init(_ number: Int, _ next: Box?) {
      self.number = number
      self.next = next
    }
  }

  /// Allocations while `count` objects are made and kept: at least as many.
  public static func objects(_ count: Int) -> Int {
    var last: Box?
    let allocations = AllocationMeter.count {
      for number in 0..<count {
        let box = Box(number, last)
        // Every hundredth forgets the chain before it, or freeing it would go deep.
        if number % 100 == 0 { box.next = nil }
        last = box
      }
    }
    // Kept until here, so that none is made on the stack.
    return withExtendedLifetime(last) { allocations }
  }

  /// Allocations while `count` numbers are mixed: none.
  public static func arithmetic(_ count: Int) -> Int {
    var mixed: UInt64 = 1
    let allocations = AllocationMeter.count {
      for number in 0..<UInt64(count) { mixed = (mixed ^ number) &* 0x9E37_79B9_7F4A_7C15 }
    }
    return withExtendedLifetime(mixed) { allocations }
  }
}

;; What is done with trees when a model is read: first of all from the records of nodes, as files hold them, to the nodes
;; that are walked. Every child, feature, threshold
;; and leaf is checked, children are laid side by side behind their parents. Whatever is wrong or unusual is refused
;; without a word: JavaScript then reads the tree anew, and knows what to say.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; A job is 34 words, as pack-space.ts names them:
  ;;
  ;;   0 count       nodes                       64 values      of leaves, out: width × 8 bytes each
  ;;   4 features                                68 seen        a byte per node, 0 at first
  ;;   8 step        bytes of a record           72 stack       12 bytes each: a node, its place, its depth
  ;;  12 left        offsets in a record         76 stackEnd
  ;;  16 right                                   80 first       records that are there: the first
  ;;  20 feature                                 84 last        … and the one behind the last
  ;;  24 threshold   float64                     88 records     where the first one lies
  ;;  28 missing     a byte; −1: none            92 said        where the numbers of its leaf would lie
  ;;  32 leaf        a byte; −1: children −1     96 top         of the stack
  ;;  36 set         a byte; −1: none           100 free        places that are taken
  ;;  40 wide        children of 64 bits        104 leaves
  ;;  44 wideFeature                            108 deepest
  ;;  48 width       numbers of a leaf          112 depths      of all leaves, float64
  ;;  52 saidStep    bytes from those of a node to those of the next
  ;;  56 nodes       out: places × 8 or 16      120 leafNodes   out: the record of each leaf
  ;;  60 places      out: of leaves, 4 each     124 wanted      out: a record that is not there
  ;;                                            128 leafDepths  out: the depth of each leaf
  ;;
  ;; result  0: done; 1: the record `wanted` is needed, and the ones behind it likely too; 2: refused
  (define PACK
    (param $job i32) (result i32)
    (local $count i32) (local $features i64) (local $step i32) (local $left i32) (local $right i32)
    (local $feature i32) (local $threshold i32) (local $missing i32) (local $width i32) (local $nodes i32)
    (local $seen i32) (local $stack i32) (local $stackEnd i32) (local $first i32) (local $last i32) (local $records i32)
    (local $top i32) (local $free i32) (local $leaves i32) (local $deepest i32) (local $depths f64)
    (local $node i32) (local $place i32) (local $depth i32) (local $at i32) (local $end i32) (local $to i32)
    (local $a i64) (local $b i64) (local $asked i64) (local $x f64) (local $isLeaf i32)
    (local $single f32) (local $key i32) (local $missingLeft i32)
    (local.set $count (i32.load (local.get $job)))
    (local.set $features (i64.load32_u offset=4 (local.get $job)))
    (local.set $step (i32.load offset=8 (local.get $job)))
    (local.set $left (i32.load offset=12 (local.get $job)))
    (local.set $right (i32.load offset=16 (local.get $job)))
    (local.set $feature (i32.load offset=20 (local.get $job)))
    (local.set $threshold (i32.load offset=24 (local.get $job)))
    (local.set $missing (i32.load offset=28 (local.get $job)))
    (local.set $width (i32.shl (i32.load offset=48 (local.get $job)) (i32.const 3)))
    (local.set $nodes (i32.load offset=56 (local.get $job)))
    (local.set $seen (i32.load offset=68 (local.get $job)))
    (local.set $stack (i32.load offset=72 (local.get $job)))
    (local.set $stackEnd (i32.load offset=76 (local.get $job)))
    (local.set $first (i32.load offset=80 (local.get $job)))
    (local.set $last (i32.load offset=84 (local.get $job)))
    (local.set $records (i32.load offset=88 (local.get $job)))
    (local.set $top (i32.load offset=96 (local.get $job)))
    (local.set $free (i32.load offset=100 (local.get $job)))
    (local.set $leaves (i32.load offset=104 (local.get $job)))
    (local.set $deepest (i32.load offset=108 (local.get $job)))
    (local.set $depths (f64.load offset=112 (local.get $job)))
    (block $refused
      (block $pause
        (loop $next
          (br_if $pause (i32.eq (local.get $top) (local.get $stack)))
          (local.set $to (i32.sub (local.get $top) (i32.const 12)))
          (local.set $node (i32.load (local.get $to)))
          (br_if $pause (i32.ge_u (i32.sub (local.get $node) (local.get $first))
            (i32.sub (local.get $last) (local.get $first))))
          (local.set $top (local.get $to))
          (local.set $place (i32.load offset=4 (local.get $top)))
          (local.set $depth (i32.load offset=8 (local.get $top)))
          (local.set $to (i32.add (local.get $seen) (local.get $node)))
          (br_if $refused (i32.load8_u (local.get $to)))
          (i32.store8 (local.get $to) (i32.const 1))
          (local.set $at (i32.add (local.get $records)
            (i32.mul (i32.sub (local.get $node) (local.get $first)) (local.get $step))))
          (if (i32.load offset=40 (local.get $job))
            (then
              (local.set $a (i64.load (i32.add (local.get $at) (local.get $left))))
              (local.set $b (i64.load (i32.add (local.get $at) (local.get $right)))))
            (else
              (local.set $a (i64.load32_u (i32.add (local.get $at) (local.get $left))))
              (local.set $b (i64.load32_u (i32.add (local.get $at) (local.get $right))))))
          (local.set $to (i32.load offset=32 (local.get $job)))
          (if (i32.lt_s (local.get $to) (i32.const 0))
            (then (local.set $isLeaf (i64.eq (i64.and (local.get $a) (local.get $b)) (i64.const -1))))
            (else (local.set $isLeaf (i32.load8_u (i32.add (local.get $at) (local.get $to))))))
          (if (local.get $isLeaf)
            (then
              (i32.store (i32.add (i32.load offset=120 (local.get $job)) (i32.shl (local.get $leaves) (i32.const 2)))
                (local.get $node))
              (i32.store (i32.add (i32.load offset=60 (local.get $job)) (i32.shl (local.get $leaves) (i32.const 2)))
                (local.get $place))
              (i32.store (i32.add (i32.load offset=128 (local.get $job)) (i32.shl (local.get $leaves) (i32.const 2)))
                (local.get $depth))
              (local.set $at (i32.add (i32.load offset=92 (local.get $job))
                (i32.mul (i32.sub (local.get $node) (local.get $first)) (i32.load offset=52 (local.get $job)))))
              (local.set $to (i32.add (i32.load offset=64 (local.get $job))
                (i32.mul (local.get $leaves) (local.get $width))))
              (local.set $end (i32.add (local.get $to) (local.get $width)))
              (loop $number
                (local.set $x (f64.load (local.get $at)))
                ;; x − x is 0 for finite numbers, else NaN.
                (br_if $refused (f64.ne (f64.sub (local.get $x) (local.get $x)) (f64.const 0)))
                (f64.store (local.get $to) (local.get $x))
                (local.set $at (i32.add (local.get $at) (i32.const 8)))
                (br_if $number (i32.ne
                  (local.tee $to (i32.add (local.get $to) (i32.const 8)))
                  (local.get $end))))
              (local.set $leaves (i32.add (local.get $leaves) (i32.const 1)))
              (local.set $depths (f64.add (local.get $depths) (f64.convert_i32_u (local.get $depth))))
              (if (i32.gt_u (local.get $depth) (local.get $deepest))
                (then (local.set $deepest (local.get $depth))))
              (LEAF)
              (br $next)))
          ;; 1 to count − 1, and not the same.
          (br_if $refused (i64.ge_u (i64.sub (local.get $a) (i64.const 1))
            (i64.extend_i32_u (i32.sub (local.get $count) (i32.const 1)))))
          (br_if $refused (i64.ge_u (i64.sub (local.get $b) (i64.const 1))
            (i64.extend_i32_u (i32.sub (local.get $count) (i32.const 1)))))
          (br_if $refused (i64.eq (local.get $a) (local.get $b)))
          (br_if $refused (i32.gt_u (i32.add (local.get $free) (i32.const 2)) (local.get $count)))
          (br_if $refused (i32.gt_u (i32.add (local.get $top) (i32.const 24)) (local.get $stackEnd)))
          (local.set $to (i32.load offset=36 (local.get $job)))
          (if (i32.ge_s (local.get $to) (i32.const 0))
            (then (br_if $refused (i32.load8_u (i32.add (local.get $at) (local.get $to))))))
          (local.set $to (i32.add (local.get $at) (local.get $feature)))
          (if (i32.load offset=44 (local.get $job))
            (then (local.set $asked (i64.load (local.get $to))))
            (else (local.set $asked (i64.load32_u (local.get $to)))))
          (br_if $refused (i64.ge_u (local.get $asked) (local.get $features)))
          (local.set $x (f64.load (i32.add (local.get $at) (local.get $threshold))))
          (br_if $refused (f64.ne (local.get $x) (local.get $x)))
          (local.set $missingLeft (i32.const 0))
          (if (i32.ge_s (local.get $missing) (i32.const 0))
            (then (local.set $missingLeft
              (i32.ne (i32.load8_u (i32.add (local.get $at) (local.get $missing))) (i32.const 0)))))
          (QUESTION)
          ;; The left child is taken first.
          (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
          (i32.store (local.get $top) (i32.wrap_i64 (local.get $b)))
          (i32.store offset=4 (local.get $top) (i32.add (local.get $free) (i32.const 1)))
          (i32.store offset=8 (local.get $top) (local.get $depth))
          (i32.store offset=12 (local.get $top) (i32.wrap_i64 (local.get $a)))
          (i32.store offset=16 (local.get $top) (local.get $free))
          (i32.store offset=20 (local.get $top) (local.get $depth))
          (local.set $top (i32.add (local.get $top) (i32.const 24)))
          (local.set $free (i32.add (local.get $free) (i32.const 2)))
          (br $next)))
      (i32.store offset=96 (local.get $job) (local.get $top))
      (i32.store offset=100 (local.get $job) (local.get $free))
      (i32.store offset=104 (local.get $job) (local.get $leaves))
      (i32.store offset=108 (local.get $job) (local.get $deepest))
      (f64.store offset=112 (local.get $job) (local.get $depths))
      (i32.store offset=124 (local.get $job) (local.get $node))
      (if (i32.ne (local.get $top) (local.get $stack)) (then (return (i32.const 1))))
      ;; Nodes that no other one leads to are no part of a tree.
      (br_if $refused (i32.ne (local.get $free) (local.get $count)))
      (return (i32.const 0)))
    (i32.const 2))

  ;; Nodes as tree-keys.wat has them. The key is that of the largest float32 which is not above the threshold.
  (define LEAF
    (local.set $to (i32.add (local.get $nodes) (i32.shl (local.get $place) (i32.const 3))))
    (i32.store (local.get $to) (i32.const 0x7fffffff))
    (i32.store offset=4 (local.get $to) (i32.shl (local.get $place) (i32.const 9))))
  (define QUESTION
    (local.set $single (f32.demote_f64 (local.get $x)))
    (local.set $key (i32.reinterpret_f32 (f32.add (local.get $single) (f32.const 0))))
    (local.set $key (i32.xor (local.get $key)
      (i32.shr_u (i32.shr_s (local.get $key) (i32.const 31)) (i32.const 1))))
    (local.set $key (i32.sub (local.get $key)
      (f64.gt (f64.promote_f32 (local.get $single)) (local.get $x))))
    (local.set $to (i32.add (local.get $nodes) (i32.shl (local.get $place) (i32.const 3))))
    (i32.store (local.get $to) (local.get $key))
    (i32.store offset=4 (local.get $to) (i32.or
      (i32.or (i32.shl (local.get $free) (i32.const 9)) (i32.shl (local.get $missingLeft) (i32.const 8)))
      (i32.wrap_i64 (local.get $asked)))))
  (func (export "packKeys") (PACK))

  ;; Nodes as tree-numbers.wat has them.
  (define LEAF
    (local.set $to (i32.add (local.get $nodes) (i32.shl (local.get $place) (i32.const 4))))
    (f64.store (local.get $to) (f64.const inf))
    (i32.store offset=8 (local.get $to) (local.get $place))
    (i32.store offset=12 (local.get $to) (i32.const 1)))
  (define QUESTION
    (local.set $to (i32.add (local.get $nodes) (i32.shl (local.get $place) (i32.const 4))))
    (f64.store (local.get $to) (local.get $x))
    (i32.store offset=8 (local.get $to) (local.get $free))
    (i32.store offset=12 (local.get $to) (i32.or
      (i32.shl (i32.wrap_i64 (local.get $asked)) (i32.const 2)) (local.get $missingLeft))))
  (func (export "packNumbers") (PACK))

  ;; By node what was by leaf, 0 elsewhere.
  ;;
  ;; $places  the node of each leaf; $leaves of them, at least 1
  ;; $out     for $count nodes
  (define SPREAD
    (local $end i32) (local $leaf i32)
    (memory.fill (local.get $out) (i32.const 0) (i32.mul (local.get $count) (BYTES)))
    (local.set $end (i32.add (local.get $places) (i32.shl (local.get $leaves) (i32.const 2))))
    (loop $next
      (ONE)
      (local.set $leaf (i32.add (local.get $leaf) (i32.const 1)))
      (br_if $next (i32.ne
        (local.tee $places (i32.add (local.get $places) (i32.const 4)))
        (local.get $end)))))

  ;; The number of each leaf.
  (define BYTES (i32.const 4))
  (define ONE (i32.store
    (i32.add (local.get $out) (i32.shl (i32.load (local.get $places)) (i32.const 2)))
    (local.get $leaf)))
  (func (export "spreadNumbers") (param $places i32) (param $leaves i32) (param $out i32) (param $count i32)
    (SPREAD))

  ;; What each leaf says, one float64.
  (define BYTES (i32.const 8))
  (define ONE
    (f64.store
      (i32.add (local.get $out) (i32.shl (i32.load (local.get $places)) (i32.const 3)))
      (f64.load (local.get $values)))
    (local.set $values (i32.add (local.get $values) (i32.const 8))))
  (func (export "spreadValues")
      (param $places i32) (param $leaves i32) (param $out i32) (param $count i32) (param $values i32)
    (SPREAD))

  ;; What the nodes of a tree ask of each feature, added to what was seen.
  ;;
  ;; $nodes     $count of them
  ;; $seen      32 bytes per feature: lowest and highest threshold, float64; 1 for a whole or half one, 2 for one that is
  ;;            neither, far from 0 none; how many were kept
  ;; $kept      for $most float64 thresholds per feature, the first ones
  (define SEE
    (param $nodes i32) (param $count i32) (param $features i32) (param $seen i32) (param $kept i32) (param $most i32)
    (local $place i32) (local $word i32) (local $asked i32) (local $key i32) (local $of i32) (local $held i32)
    (local $x f64)
    (loop $next
      (block $skip
        (ASK)
        (br_if $skip (i32.ge_u (local.get $asked) (local.get $features)))
        ;; Infinite thresholds part the missing from the rest.
        (br_if $skip (f64.ne (f64.sub (local.get $x) (local.get $x)) (f64.const 0)))
        (local.set $of (i32.add (local.get $seen) (i32.shl (local.get $asked) (i32.const 5))))
        (if (f64.lt (local.get $x) (f64.load (local.get $of)))
          (then (f64.store (local.get $of) (local.get $x))))
        (if (f64.gt (local.get $x) (f64.load offset=8 (local.get $of)))
          (then (f64.store offset=8 (local.get $of) (local.get $x))))
        (if (f64.lt (f64.abs (local.get $x)) (f64.const 2097152))
          (then (i32.store offset=16 (local.get $of) (i32.or (i32.load offset=16 (local.get $of))
            (select (i32.const 1) (i32.const 2) (f64.eq
              (f64.floor (f64.add (local.get $x) (local.get $x)))
              (f64.add (local.get $x) (local.get $x))))))))
        (local.set $held (i32.load offset=20 (local.get $of)))
        (br_if $skip (i32.ge_u (local.get $held) (local.get $most)))
        (f64.store
          (i32.add (local.get $kept) (i32.shl
            (i32.add (i32.mul (local.get $asked) (local.get $most)) (local.get $held)) (i32.const 3)))
          (local.get $x))
        (i32.store offset=20 (local.get $of) (i32.add (local.get $held) (i32.const 1))))
      (br_if $next (i32.ne
        (local.tee $place (i32.add (local.get $place) (i32.const 1)))
        (local.get $count)))))

  (define ASK
    (local.set $of (i32.add (local.get $nodes) (i32.shl (local.get $place) (i32.const 3))))
    (local.set $word (i32.load offset=4 (local.get $of)))
    (br_if $skip (i32.eq (i32.shr_u (local.get $word) (i32.const 9)) (local.get $place)))
    (local.set $asked (i32.and (local.get $word) (i32.const 255)))
    (local.set $key (i32.load (local.get $of)))
    (local.set $x (f64.promote_f32 (f32.reinterpret_i32 (i32.xor (local.get $key)
      (i32.shr_u (i32.shr_s (local.get $key) (i32.const 31)) (i32.const 1)))))))
  (func (export "seeKeys") (SEE))

  ;; Questions about categories have no thresholds.
  (define ASK
    (local.set $of (i32.add (local.get $nodes) (i32.shl (local.get $place) (i32.const 4))))
    (br_if $skip (i32.eq (i32.load offset=8 (local.get $of)) (local.get $place)))
    (local.set $word (i32.load offset=12 (local.get $of)))
    (br_if $skip (i32.and (local.get $word) (i32.const 2)))
    (local.set $asked (i32.shr_s (local.get $word) (i32.const 2)))
    (local.set $x (f64.load (local.get $of))))
  (func (export "seeNumbers") (SEE)))

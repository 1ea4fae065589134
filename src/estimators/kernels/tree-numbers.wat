;; As tree-keys.wat, for trees that compare float64 numbers, ask for more than 256 features, or ask for categories.
;;
;; A node is 16 bytes:  threshold  float64; a row whose number is not above it goes left
;;                      left       the left child, behind which stands the right one; a leaf has itself
;;                      word       feature << 2 | isSet << 1 | missingLeft
;; The threshold of a leaf is infinite, and its `missingLeft` is 1. Where `isSet` is 1 the place of the threshold holds
;; the number of the first word of a set, and how many words it has: members of the set go left.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; The number that the node of a row asks for.
  (define NUMBER (f64.load (i32.add (local.get $row%)
    (i32.shl (i32.and (local.tee $word (i32.load offset=12 (local.get $node%))) (i32.const -4)) (i32.const 1)))))

  (define NEXT
    (i32.add (TREE)
      (i32.shl (i32.add (i32.load offset=8 (local.get $node%)) (RIGHT)) (i32.const 4))))

  (define STEP (local.set $node% (NEXT)))

  (define SEARCH
    (local.set $next (NEXT))
    (local.set $moved (i32.or (local.get $moved) (i32.xor (local.get $next) (local.get $node%))))
    (local.set $node% (local.get $next)))

  (define NODE (i32.shr_u (i32.sub (local.get $node%) (TREE)) (i32.const 4)))

  ;; As in tree-keys.wat, up to 7 more rows than $count.
  (define WALK
    (param $nodes i32) (param $rows i32) (param $stride i32) (param $count i32)
    (param $leaves i32) (param $steps i32) (param $search i32)
    (local $end i32) (local $left i32) (local $word i32) (local $next i32) (local $moved i32)
    (local $x f64)
    (repeat 8 (local $node% i32) (local $row% i32))
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $group
      (repeat 8
        (local.set $node% (local.get $nodes))
        (local.set $row% (i32.add (local.get $rows) (i32.mul (local.get $stride) (i32.const %)))))
      (local.set $left (local.get $steps))
      (loop $step
        (repeat 8 (STEP))
        (br_if $step (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
      (if (local.get $search) (then
        (loop $step
          (local.set $moved (i32.const 0))
          (repeat 8 (SEARCH))
          (br_if $step (local.get $moved)))))
      (repeat 8 (i32.store offset=%*4 (local.get $leaves) (NODE)))
      (local.set $rows (i32.add (local.get $rows) (i32.mul (local.get $stride) (i32.const 8))))
      (local.set $leaves (i32.add (local.get $leaves) (i32.const 32)))
      (br_if $group (i32.lt_u (local.get $leaves) (local.get $end)))))

  (define TREE (local.get $nodes))
  (define RIGHT (i32.eqz (f64.le (NUMBER) (f64.load (local.get $node%)))))
  (func (export "walk") (WALK))

  (define RIGHT
    (i32.and
      (i32.eqz (f64.le (local.tee $x (NUMBER)) (f64.load (local.get $node%))))
      (i32.or
        (f64.eq (local.get $x) (local.get $x))
        (i32.xor (local.get $word) (i32.const 1)))))
  (func (export "walkMissing") (WALK))

  ;; The number of the node where one row ends in each tree; up to 19 more trees than $count are walked.
  (define TREE (local.get $tree%))
  (func (export "walkRow")
    (param $trees i32) (param $count i32) (param $row i32) (param $leaves i32) (param $steps i32)
    (local $end i32) (local $left i32) (local $word i32) (local $next i32) (local $moved i32)
    (local $x f64)
    (repeat 20 (local $node% i32) (local $tree% i32))
    (define NUMBER (f64.load (i32.add (local.get $row)
      (i32.shl (i32.and (local.tee $word (i32.load offset=12 (local.get $node%))) (i32.const -4)) (i32.const 1)))))
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $group
      (repeat 20 (local.set $node% (local.tee $tree% (i32.load offset=%*4 (local.get $trees)))))
      (local.set $left (local.get $steps))
      (loop $step
        (repeat 20 (STEP))
        (br_if $step (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
      (loop $step
        (local.set $moved (i32.const 0))
        (repeat 20 (SEARCH))
        (br_if $step (local.get $moved)))
      (repeat 20 (i32.store offset=%*4 (local.get $leaves) (NODE)))
      (local.set $trees (i32.add (local.get $trees) (i32.const 80)))
      (local.set $leaves (i32.add (local.get $leaves) (i32.const 80)))
      (br_if $group (i32.lt_u (local.get $leaves) (local.get $end)))))

  ;; As `walkMissing`, one row after another, for trees that ask for categories too.
  ;;
  ;; $sets  address of the words of all sets
  (func (export "walkSets")
    (param $nodes i32) (param $rows i32) (param $stride i32) (param $count i32)
    (param $leaves i32) (param $sets i32)
    (local $end i32) (local $node i32) (local $next i32) (local $word i32) (local $right i32)
    (local $category i32) (local $x f64)
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $row
      (local.set $next (local.get $nodes))
      (loop $step
        (local.set $node (local.get $next))
        (local.set $word (i32.load offset=12 (local.get $node)))
        (local.set $x (f64.load (i32.add (local.get $rows)
          (i32.shl (i32.and (local.get $word) (i32.const -4)) (i32.const 1)))))
        (if (f64.ne (local.get $x) (local.get $x))
          (then (local.set $right
            (i32.xor (i32.and (local.get $word) (i32.const 1)) (i32.const 1))))
          (else (if (i32.and (local.get $word) (i32.const 2))
            (then
              (local.set $category (i32.trunc_sat_f64_u (local.get $x)))
              (local.set $right (i32.const 1))
              (if (i32.lt_u
                    (i32.shr_u (local.get $category) (i32.const 5))
                    (i32.load offset=4 (local.get $node)))
                (then (local.set $right (i32.xor (i32.const 1) (i32.and (i32.const 1)
                  (i32.shr_u
                    (i32.load (i32.add (local.get $sets) (i32.shl
                      (i32.add (i32.load (local.get $node))
                        (i32.shr_u (local.get $category) (i32.const 5)))
                      (i32.const 2))))
                    (local.get $category))))))))
            (else (local.set $right
              (i32.eqz (f64.le (local.get $x) (f64.load (local.get $node)))))))))
        (local.set $next (i32.add (local.get $nodes)
          (i32.shl (i32.add (i32.load offset=8 (local.get $node)) (local.get $right)) (i32.const 4))))
        (br_if $step (i32.ne (local.get $next) (local.get $node))))
      (i32.store (local.get $leaves)
        (i32.shr_u (i32.sub (local.get $node) (local.get $nodes)) (i32.const 4)))
      (local.set $rows (i32.add (local.get $rows) (local.get $stride)))
      (br_if $row (i32.lt_u
        (local.tee $leaves (i32.add (local.get $leaves) (i32.const 4)))
        (local.get $end))))))

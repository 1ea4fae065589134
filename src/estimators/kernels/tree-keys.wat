;; Many rows walked through trees, and what their leaves say added up. Numbers are keys in tiles, and the first levels of
;; a tree are asked by tree-heads.wat, which says what both are.
;;
;; A node is 8 bytes:  key   a row whose key is above it goes right
;;                     word  left << 9 | missingLeft << 8 | feature
;; The right child stands behind the left one. A leaf has the greatest key and itself as left child, so that rows which
;; have arrived may go on taking steps. `missingLeft` is 1 where NaN goes left.
;;
;; A tree in the table is 8 words: addresses of its nodes, of the numbers of its leaves (0: values are by node), and of
;; its values; the steps below the head that all rows take; whether more may be needed; where in a row's sums it adds,
;; in numbers; the address of its head; and where what its leaves say fits into the cache beside its nodes, 1 for one
;; number by node and 2 for two float64 numbers by leaf, else 0.
(module
  (import "kernel" "memory" (memory 1 65536 shared))
  (import "heads" "start" (func $start (param i32 i32 i32 i32 i32)))
  (import "heads" "startMissing" (func $startMissing (param i32 i32 i32 i32 i32)))
  (import "sums" "addDoubles" (func $addDoubles (param i32 i32 i32 i32 i32)))
  (import "sums" "addSingles" (func $addSingles (param i32 i32 i32 i32 i32)))
  (import "sums" "addDoubleVectors" (func $addDoubleVectors (param i32 i32 i32 i32 i32 i32 i32)))
  (import "sums" "addSingleVectors" (func $addSingleVectors (param i32 i32 i32 i32 i32 i32 i32)))

  ;; From below the head to the leaves: eight rows at once, so that the processor never waits for one of them.
  ;; While a node of one row is on its way from memory, the others go on.
  (define WALK
    (param $tree i32) (param $tiles i32) (param $tileBytes i32) (param $count i32)
    (param $leaves i32) (param $sums i32) (param $stride i32)
    (local $end i32) (local $stop i32) (local $left i32)
    (local $nodes i32) (local $numbers i32) (local $values i32) (local $steps i32) (local $search i32) (local $starts i32)
    (local $word i32) (local $next i32) (local $moved i32) (local $key i32)
    (repeat 8 (local $node% i32))
    (local.set $nodes (i32.load (local.get $tree)))
    (local.set $numbers (i32.load offset=4 (local.get $tree)))
    (local.set $values (i32.load offset=8 (local.get $tree)))
    (local.set $steps (i32.load offset=12 (local.get $tree)))
    (local.set $search (i32.load offset=16 (local.get $tree)))
    (local.set $starts (i32.add (i32.load offset=24 (local.get $tree)) (i32.const 84)))
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $tile
      (local.set $stop (i32.add (local.get $tiles) (i32.const 256)))
      (loop $group
        (GROUP)
        (local.set $tiles (i32.add (local.get $tiles) (i32.const 32)))
        (local.set $leaves (i32.add (local.get $leaves) (i32.const 32)))
        (br_if $group (i32.and
          (i32.lt_u (local.get $leaves) (local.get $end))
          (i32.lt_u (local.get $tiles) (local.get $stop)))))
      (local.set $tiles (i32.add (local.get $tiles) (i32.sub (local.get $tileBytes) (i32.const 256))))
      (br_if $tile (i32.lt_u (local.get $leaves) (local.get $end)))))

  (define KEY (i32.load offset=%*4 (i32.add (local.get $tiles)
    (i32.shl (i32.and (local.get $word) (i32.const 255)) (i32.const 8)))))

  ;; What follows the node of a row.
  (define NEXT
    (i32.add (local.get $nodes)
      (i32.shl
        (i32.add
          (i32.shr_u (local.tee $word (i32.load offset=4 (local.get $node%))) (i32.const 9))
          (RIGHT))
        (i32.const 3))))

  (define STEP (local.set $node% (NEXT)))

  (define SEARCH
    (local.set $next (NEXT))
    (local.set $moved (i32.or (local.get $moved) (i32.xor (local.get $next) (local.get $node%))))
    (local.set $node% (local.get $next)))

  ;; Where a row's node is, in bytes from the first one.
  (define PLACE (i32.sub (local.get $node%) (local.get $nodes)))

  ;; To look whether all rows have arrived costs a third of a step, and is worth it after every other one.
  (define GROUP
    (repeat 8 (local.set $node% (i32.add (local.get $nodes) (i32.load
      (i32.add (local.get $starts) (i32.load offset=%*4 (local.get $leaves)))))))
    (local.set $left (local.get $steps))
    (block $arrived
      (br_if $arrived (i32.eqz (local.get $left)))
      (loop $step
        (repeat 8 (STEP))
        (br_if $step (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))
    (if (local.get $search) (then
      (loop $step
        (local.set $moved (i32.const 0))
        (repeat 8 (STEP))
        (repeat 8 (SEARCH))
        (br_if $step (local.get $moved)))))
    (repeat 8 (FINISH)))

  ;; Either the number of the node where a row has ended is written down.
  (define LEAF (i32.store offset=%*4 (local.get $leaves)
    (i32.shr_u (PLACE) (i32.const 3))))
  ;; Or its value is added to the row's sum at once.
  (define DOUBLE
    (f64.store (local.get $sums) (f64.add
      (f64.load (local.get $sums))
      (f64.load (i32.add (local.get $values) (PLACE)))))
    (local.set $sums (i32.add (local.get $sums) (local.get $stride))))
  (define SINGLE
    (f32.store (local.get $sums) (f32.add
      (f32.load (local.get $sums))
      (f32.load (i32.add (local.get $values) (i32.shr_u (PLACE) (i32.const 1))))))
    (local.set $sums (i32.add (local.get $sums) (local.get $stride))))

  (define PAIR
    (v128.store (local.get $sums) (f64x2.add
      (v128.load (local.get $sums))
      (v128.load (i32.add (local.get $values) (i32.shl
        (i32.load (i32.add (local.get $numbers) (i32.shr_u (PLACE) (i32.const 1))))
        (i32.const 4))))))
    (local.set $sums (i32.add (local.get $sums) (local.get $stride))))

  (define RIGHT (i32.lt_s (i32.load (local.get $node%)) (KEY)))
  (define FINISH (LEAF))
  (func $walk (WALK))
  (define FINISH (DOUBLE))
  (func $walkDoubles (WALK))
  (define FINISH (SINGLE))
  (func $walkSingles (WALK))
  (define FINISH (PAIR))
  (func $walkPairs (WALK))

  (define RIGHT
    (i32.and
      (i32.lt_s (i32.load (local.get $node%)) (local.tee $key (KEY)))
      (i32.xor (i32.const -1)
        (i32.and
          (i32.eq (local.get $key) (i32.const 0x7fffffff))
          (i32.shr_u (local.get $word) (i32.const 8))))))
  (define FINISH (LEAF))
  (func $walkMissing (WALK))

  ;; Adds what all trees say of some rows to their sums, one tree after another, so that the order of the additions is
  ;; that of the trees.
  ;;
  ;; $tree       address of the table, which may be empty; $lastTree the end of it
  ;; $tileBytes  from one tile to the next
  ;; $count      rows, at least 1; up to 7 more are walked and added to, whatever they hold
  ;; $leaves     room for 4 bytes per row
  ;; $sums       the first row's; the next one's are $stride bytes behind
  ;; $width      bytes that a leaf says, where trees have numbers of leaves
  ;; $single     whether sums and values are float32; $missing whether there may be NaN among the keys
  (define ROWS
    (local.get $tree) (local.get $tiles) (local.get $tileBytes) (local.get $count)
    (local.get $leaves) (local.get $to) (local.get $stride))
  (func (export "addTrees")
    (param $tree i32) (param $lastTree i32) (param $tiles i32) (param $tileBytes i32) (param $count i32)
    (param $leaves i32) (param $sums i32) (param $stride i32) (param $width i32)
    (param $single i32) (param $missing i32)
    (local $to i32) (local $numbers i32) (local $together i32) (local $whole i32)
    ;; Who walks with the last row must begin somewhere too.
    (local.set $whole (i32.and (i32.add (local.get $count) (i32.const 7)) (i32.const -8)))
    (block $none
      (br_if $none (i32.ge_u (local.get $tree) (local.get $lastTree)))
      (loop $next
        (local.set $numbers (i32.load offset=4 (local.get $tree)))
        (local.set $to (i32.add (local.get $sums)
          (i32.shl (i32.load offset=20 (local.get $tree)) (i32.sub (i32.const 3) (local.get $single)))))
        (i32.load offset=24 (local.get $tree))
        (local.get $tiles) (local.get $tileBytes) (local.get $whole) (local.get $leaves)
        (if (param i32 i32 i32 i32 i32) (local.get $missing)
          (then (call $startMissing))
          (else (call $start)))
        (local.set $together (select
          (i32.const 0) (i32.load offset=28 (local.get $tree)) (local.get $missing)))
        (ROWS)
        (if (param i32 i32 i32 i32 i32 i32 i32) (local.get $together)
          (then
            (if (param i32 i32 i32 i32 i32 i32 i32) (local.get $single)
              (then (call $walkSingles))
              (else
                (if (param i32 i32 i32 i32 i32 i32 i32) (i32.eq (local.get $together) (i32.const 2))
                  (then (call $walkPairs))
                  (else (call $walkDoubles))))))
          (else
            (if (param i32 i32 i32 i32 i32 i32 i32) (local.get $missing)
              (then (call $walkMissing))
              (else (call $walk)))
            (if (local.get $numbers)
              (then
                (local.get $numbers) (i32.load offset=8 (local.get $tree)) (local.get $width)
                (local.get $leaves) (local.get $count) (local.get $to) (local.get $stride)
                (if (param i32 i32 i32 i32 i32 i32 i32) (local.get $single)
                  (then (call $addSingleVectors))
                  (else (call $addDoubleVectors))))
              (else
                (i32.load offset=8 (local.get $tree)) (local.get $leaves) (local.get $count)
                (local.get $to) (local.get $stride)
                (if (param i32 i32 i32 i32 i32) (local.get $single)
                  (then (call $addSingles))
                  (else (call $addDoubles)))))))
        (br_if $next (i32.lt_u
          (local.tee $tree (i32.add (local.get $tree) (i32.const 32)))
          (local.get $lastTree)))))))

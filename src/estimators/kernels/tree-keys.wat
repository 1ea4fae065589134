;; Rows walked through a tree, many at once, so that the processor never waits for one of them: while a node of one row
;; is on its way from memory, the others go on. Numbers are the int32 keys of tree-rows.wat.
;;
;; A node is 8 bytes:  key   a row whose key is above it goes right
;;                     word  left << 9 | missingLeft << 8 | feature
;; The right child stands behind the left one. A leaf has the greatest key and itself as left child, so that rows which
;; have arrived may go on taking steps. `missingLeft` is 1 where NaN goes left.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  (define KEY (i32.load (i32.add (local.get $row%)
    (i32.shl (i32.and (local.get $word) (i32.const 255)) (i32.const 2)))))

  ;; What follows the node of a row.
  (define NEXT
    (i32.add (TREE)
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

  (define NODE (i32.shr_u (i32.sub (local.get $node%) (TREE)) (i32.const 3)))

  ;; The number of the node where each row ends.
  ;;
  ;; $nodes   address of the tree
  ;; $rows    address of the first row; the next one is $stride bytes behind it
  ;; $count   rows, at least 1; up to 11 more are walked and written, whatever they hold
  ;; $leaves  where the answers go, 4 bytes each
  ;; $steps   1 or more are taken without looking whether all rows have arrived
  ;; $search  whether more may be needed
  (define WALK
    (param $nodes i32) (param $rows i32) (param $stride i32) (param $count i32)
    (param $leaves i32) (param $steps i32) (param $search i32)
    (local $end i32) (local $left i32) (local $word i32) (local $next i32) (local $moved i32)
    (local $key i32)
    (repeat 12 (local $node% i32) (local $row% i32))
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $group
      (repeat 12
        (local.set $node% (local.get $nodes))
        (local.set $row% (i32.add (local.get $rows) (i32.mul (local.get $stride) (i32.const %)))))
      (local.set $left (local.get $steps))
      (loop $step
        (repeat 12 (STEP))
        (br_if $step (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
      (if (local.get $search) (then
        (loop $step
          (local.set $moved (i32.const 0))
          (repeat 12 (SEARCH))
          (br_if $step (local.get $moved)))))
      (repeat 12 (i32.store offset=%*4 (local.get $leaves) (NODE)))
      (local.set $rows (i32.add (local.get $rows) (i32.mul (local.get $stride) (i32.const 12))))
      (local.set $leaves (i32.add (local.get $leaves) (i32.const 48)))
      (br_if $group (i32.lt_u (local.get $leaves) (local.get $end)))))

  (define TREE (local.get $nodes))
  (define RIGHT (i32.lt_s (i32.load (local.get $node%)) (KEY)))

  ;; For rows without NaN.
  (func (export "walk") (WALK))

  ;; NaN has the greatest key: above every other, and kept from the right where `missingLeft` says so.
  (define RIGHT
    (i32.and
      (i32.lt_s (i32.load (local.get $node%)) (local.tee $key (KEY)))
      (i32.xor (i32.const -1)
        (i32.and
          (i32.eq (local.get $key) (i32.const 0x7fffffff))
          (i32.shr_u (local.get $word) (i32.const 8))))))

  (func (export "walkMissing") (WALK))

  ;; The number of the node where one row ends in each tree, twenty trees at once.
  ;;
  ;; $trees   addresses of the trees; up to 19 more are walked
  ;; $count   trees, at least 1
  (define TREE (local.get $tree%))
  (func (export "walkRow")
    (param $trees i32) (param $count i32) (param $row i32) (param $leaves i32) (param $steps i32)
    (local $end i32) (local $left i32) (local $word i32) (local $next i32) (local $moved i32)
    (local $key i32)
    (repeat 20 (local $node% i32) (local $tree% i32))
    (define KEY (i32.load (i32.add (local.get $row)
      (i32.shl (i32.and (local.get $word) (i32.const 255)) (i32.const 2)))))
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
      (br_if $group (i32.lt_u (local.get $leaves) (local.get $end))))))

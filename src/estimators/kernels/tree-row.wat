;; One row walked through many trees at once, so that the processor never waits for one of them. Nodes are those of
;; tree-keys.wat, and numbers its keys.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  (define KEY (i32.load (i32.add (local.get $row)
    (i32.shl (i32.and (local.get $word) (i32.const 255)) (i32.const 2)))))

  ;; NaN has the greatest key: above every other, and kept from the right where `missingLeft` says so.
  (define RIGHT
    (i32.and
      (i32.lt_s (i32.load (local.get $node%)) (local.tee $key (KEY)))
      (i32.xor (i32.const -1)
        (i32.and
          (i32.eq (local.get $key) (i32.const 0x7fffffff))
          (i32.shr_u (local.get $word) (i32.const 8))))))

  ;; What follows the node of a tree.
  (define NEXT
    (i32.add (local.get $tree%)
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

  (define NODE (i32.shr_u (i32.sub (local.get $node%) (local.get $tree%)) (i32.const 3)))

  ;; The number of the node where one row ends in each tree, twenty trees at once.
  ;;
  ;; $trees   addresses of the trees; up to 19 more are walked
  ;; $count   trees, at least 1
  (func (export "walkRow")
    (param $trees i32) (param $count i32) (param $row i32) (param $leaves i32) (param $steps i32)
    (local $end i32) (local $left i32) (local $word i32) (local $next i32) (local $moved i32)
    (local $key i32)
    (repeat 20 (local $node% i32) (local $tree% i32))
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

;; What the leaves of a tree say, added to the sums of the rows: one addition per row and number, so that the order of
;; the additions is the order of the trees.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; $values  what each node says, one number
  ;; $leaves  the node of each row; $count rows, at least 1
  ;; $sums    the first row's sum; the next one is $stride bytes behind it
  (define ADD
    (param $values i32) (param $leaves i32) (param $count i32) (param $sums i32) (param $stride i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (ONE)
      (local.set $sums (i32.add (local.get $sums) (local.get $stride)))
      (br_if $next (i32.lt_u
        (local.tee $leaves (i32.add (local.get $leaves) (i32.const 4)))
        (local.get $end)))))

  (define ONE (f64.store (local.get $sums) (f64.add
    (f64.load (local.get $sums))
    (f64.load (i32.add (local.get $values) (i32.shl (i32.load (local.get $leaves)) (i32.const 3)))))))
  (func (export "addDoubles") (ADD))

  (define ONE (f32.store (local.get $sums) (f32.add
    (f32.load (local.get $sums))
    (f32.load (i32.add (local.get $values) (i32.shl (i32.load (local.get $leaves)) (i32.const 2)))))))
  (func (export "addSingles") (ADD))

  ;; As above, for leaves that say several numbers.
  ;;
  ;; $numbers  for each node the number of its leaf
  ;; $values   what each leaf says, $width bytes
  (define ADDMANY
    (param $numbers i32) (param $values i32) (param $width i32)
    (param $leaves i32) (param $count i32) (param $sums i32) (param $stride i32)
    (local $end i32) (local $from i32) (local $to i32) (local $last i32)
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $to (local.get $sums))
      (local.set $last (i32.add (local.get $sums) (local.get $width)))
      (local.set $from (i32.add (local.get $values) (i32.mul (local.get $width)
        (i32.load (i32.add (local.get $numbers) (i32.shl (i32.load (local.get $leaves)) (i32.const 2)))))))
      (block $few
        (loop $vector
          (br_if $few (i32.gt_u (i32.add (local.get $to) (i32.const 16)) (local.get $last)))
          (v128.store (local.get $to) (VECTOR))
          (local.set $from (i32.add (local.get $from) (i32.const 16)))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (br $vector)))
      (block $done
        (loop $single
          (br_if $done (i32.ge_u (local.get $to) (local.get $last)))
          (ONE)
          (local.set $from (i32.add (local.get $from) (BYTES)))
          (local.set $to (i32.add (local.get $to) (BYTES)))
          (br $single)))
      (local.set $sums (i32.add (local.get $sums) (local.get $stride)))
      (br_if $next (i32.lt_u
        (local.tee $leaves (i32.add (local.get $leaves) (i32.const 4)))
        (local.get $end)))))

  (define BYTES (i32.const 8))
  (define VECTOR (f64x2.add (v128.load (local.get $to)) (v128.load (local.get $from))))
  (define ONE (f64.store (local.get $to)
    (f64.add (f64.load (local.get $to)) (f64.load (local.get $from)))))
  (func (export "addDoubleVectors") (ADDMANY))

  (define BYTES (i32.const 4))
  (define VECTOR (f32x4.add (v128.load (local.get $to)) (v128.load (local.get $from))))
  (define ONE (f32.store (local.get $to)
    (f32.add (f32.load (local.get $to)) (f32.load (local.get $from)))))
  (func (export "addSingleVectors") (ADDMANY)))

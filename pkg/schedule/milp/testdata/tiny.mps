* riprep: a scheduling problem as a time-indexed integer program (go doc ./pkg/schedule/milp)
* minimise objective 1 of 2, exposure (sum)
* then, not part of this file: objective 2 of 2, finish (makespan)
* conflict rows: complete (1 forbidden sets or cliques)
* so its optimum is that of the problem
* 26 columns, 34 rows with the objective, 143 coefficients; 2 groups, 3 activities, 4 periods
* y<group>_m<mode>: the group takes the mode; x<activity>_m<mode>_s<start>: the activity starts there
* b<activity>_m<mode>_s<start>: it has begun by then; level<reservoir>_t<period>; z: the makespan
* operator us-carrier
NAME riprep FREE
ROWS
 N objective0.exposure
 E choose0.nahunta_bbu
 E choose1.waycross_csr
 E start0_m0
 E start0_m1
 E start1_m0
 E start1_m1
 E start2_m0
 L lag0_m0_t0
 L lag0_m0_t1
 L lag0_m0_t3
 L lag0_m1_t1
 L lag0_m1_t2
 L lag1_t1
 L lag1_t2
 L lag1_t3
 L res0.crews_tower_t0
 L res0.crews_tower_t1
 L budget0.share_acme
 E level0.funding_t0
 E level0.funding_t1
 E level0.funding_t2
 E level0.funding_t3
 L draw0.funding_t0
 L draw0.funding_t1
 L draw0.funding_t2
 L draw0.funding_t3
 L overlap0_t0
 L overlap0_t1
 L overlap0_t2
 L overlap0_t3
 G span0
 G span1
 G span2
COLUMNS
 m 'MARKER' 'INTORG'
 y0.nahunta_bbu_m0 choose0.nahunta_bbu 1
 y0.nahunta_bbu_m0 start0_m0 -1
 y0.nahunta_bbu_m0 start1_m0 -1
 y0.nahunta_bbu_m0 lag0_m0_t3 1
 y0.nahunta_bbu_m0 lag1_t3 1
 y0.nahunta_bbu_m0 budget0.share_acme 1
 y0.nahunta_bbu_m1 objective0.exposure 2
 y0.nahunta_bbu_m1 choose0.nahunta_bbu 1
 y0.nahunta_bbu_m1 start0_m1 -1
 y0.nahunta_bbu_m1 start1_m1 -1
 y0.nahunta_bbu_m1 lag1_t3 1
 y1.waycross_csr_m0 choose1.waycross_csr 1
 y1.waycross_csr_m0 start2_m0 -1
 y1.waycross_csr_m0 budget0.share_acme 1
 y1.waycross_csr_m1 objective0.exposure 20
 y1.waycross_csr_m1 choose1.waycross_csr 1
 y1.waycross_csr_m1 lag1_t1 -1
 y1.waycross_csr_m1 lag1_t2 -1
 y1.waycross_csr_m1 lag1_t3 -1
 x0.nahunta_bbu_install_m0_s0 start0_m0 1
 x0.nahunta_bbu_install_m0_s0 lag0_m0_t1 -1
 x0.nahunta_bbu_install_m0_s0 lag0_m0_t3 -1
 x0.nahunta_bbu_install_m0_s0 res0.crews_tower_t0 1
 x0.nahunta_bbu_install_m0_s0 level0.funding_t0 400
 x0.nahunta_bbu_install_m0_s0 level0.funding_t2 -150
 x0.nahunta_bbu_install_m0_s0 draw0.funding_t0 400
 x0.nahunta_bbu_install_m0_s0 overlap0_t0 1
 x0.nahunta_bbu_install_m0_s0 span0 -1
 x0.nahunta_bbu_install_m0_s1 start0_m0 1
 x0.nahunta_bbu_install_m0_s1 lag0_m0_t3 -1
 x0.nahunta_bbu_install_m0_s1 res0.crews_tower_t1 1
 x0.nahunta_bbu_install_m0_s1 level0.funding_t1 400
 x0.nahunta_bbu_install_m0_s1 level0.funding_t3 -150
 x0.nahunta_bbu_install_m0_s1 draw0.funding_t1 400
 x0.nahunta_bbu_install_m0_s1 overlap0_t1 1
 x0.nahunta_bbu_install_m0_s1 span0 -2
 x0.nahunta_bbu_install_m0_s2 start0_m0 1
 x0.nahunta_bbu_install_m0_s2 lag0_m0_t3 -1
 x0.nahunta_bbu_install_m0_s2 level0.funding_t2 400
 x0.nahunta_bbu_install_m0_s2 draw0.funding_t2 400
 x0.nahunta_bbu_install_m0_s2 overlap0_t2 1
 x0.nahunta_bbu_install_m0_s2 span0 -3
 x0.nahunta_bbu_install_m0_s3 start0_m0 1
 x0.nahunta_bbu_install_m0_s3 level0.funding_t3 400
 x0.nahunta_bbu_install_m0_s3 draw0.funding_t3 400
 x0.nahunta_bbu_install_m0_s3 overlap0_t3 1
 x0.nahunta_bbu_install_m0_s3 span0 -4
 x0.nahunta_bbu_install_m1_s0 start0_m1 1
 x0.nahunta_bbu_install_m1_s0 lag0_m1_t2 -1
 x0.nahunta_bbu_install_m1_s0 res0.crews_tower_t0 1
 x0.nahunta_bbu_install_m1_s0 res0.crews_tower_t1 1
 x0.nahunta_bbu_install_m1_s0 level0.funding_t0 300
 x0.nahunta_bbu_install_m1_s0 draw0.funding_t0 300
 x0.nahunta_bbu_install_m1_s0 span0 -2
 x0.nahunta_bbu_install_m1_s1 start0_m1 1
 x0.nahunta_bbu_install_m1_s1 res0.crews_tower_t1 1
 x0.nahunta_bbu_install_m1_s1 level0.funding_t1 300
 x0.nahunta_bbu_install_m1_s1 draw0.funding_t1 300
 x0.nahunta_bbu_install_m1_s1 span0 -3
 x1.nahunta_bbu_cutover_m0_s0 objective0.exposure 7
 x1.nahunta_bbu_cutover_m0_s0 start1_m0 1
 x1.nahunta_bbu_cutover_m0_s0 lag0_m0_t0 1
 x1.nahunta_bbu_cutover_m0_s0 lag0_m0_t1 1
 x1.nahunta_bbu_cutover_m0_s0 lag1_t1 1
 x1.nahunta_bbu_cutover_m0_s0 lag1_t2 1
 x1.nahunta_bbu_cutover_m0_s0 overlap0_t0 1
 x1.nahunta_bbu_cutover_m0_s0 span1 -1
 x1.nahunta_bbu_cutover_m0_s1 objective0.exposure 14
 x1.nahunta_bbu_cutover_m0_s1 start1_m0 1
 x1.nahunta_bbu_cutover_m0_s1 lag0_m0_t1 1
 x1.nahunta_bbu_cutover_m0_s1 lag1_t1 1
 x1.nahunta_bbu_cutover_m0_s1 lag1_t2 1
 x1.nahunta_bbu_cutover_m0_s1 overlap0_t1 1
 x1.nahunta_bbu_cutover_m0_s1 span1 -2
 x1.nahunta_bbu_cutover_m0_s3 objective0.exposure 28
 x1.nahunta_bbu_cutover_m0_s3 start1_m0 1
 x1.nahunta_bbu_cutover_m0_s3 overlap0_t3 1
 x1.nahunta_bbu_cutover_m0_s3 span1 -4
 x1.nahunta_bbu_cutover_m1_s0 objective0.exposure 7
 x1.nahunta_bbu_cutover_m1_s0 start1_m1 1
 x1.nahunta_bbu_cutover_m1_s0 lag0_m1_t1 1
 x1.nahunta_bbu_cutover_m1_s0 lag0_m1_t2 1
 x1.nahunta_bbu_cutover_m1_s0 lag1_t1 1
 x1.nahunta_bbu_cutover_m1_s0 lag1_t2 1
 x1.nahunta_bbu_cutover_m1_s0 overlap0_t0 1
 x1.nahunta_bbu_cutover_m1_s0 span1 -1
 x1.nahunta_bbu_cutover_m1_s1 objective0.exposure 14
 x1.nahunta_bbu_cutover_m1_s1 start1_m1 1
 x1.nahunta_bbu_cutover_m1_s1 lag0_m1_t1 1
 x1.nahunta_bbu_cutover_m1_s1 lag0_m1_t2 1
 x1.nahunta_bbu_cutover_m1_s1 lag1_t1 1
 x1.nahunta_bbu_cutover_m1_s1 lag1_t2 1
 x1.nahunta_bbu_cutover_m1_s1 overlap0_t1 1
 x1.nahunta_bbu_cutover_m1_s1 span1 -2
 x1.nahunta_bbu_cutover_m1_s2 objective0.exposure 21
 x1.nahunta_bbu_cutover_m1_s2 start1_m1 1
 x1.nahunta_bbu_cutover_m1_s2 lag0_m1_t2 1
 x1.nahunta_bbu_cutover_m1_s2 lag1_t2 1
 x1.nahunta_bbu_cutover_m1_s2 overlap0_t2 1
 x1.nahunta_bbu_cutover_m1_s2 span1 -3
 x1.nahunta_bbu_cutover_m1_s3 objective0.exposure 28
 x1.nahunta_bbu_cutover_m1_s3 start1_m1 1
 x1.nahunta_bbu_cutover_m1_s3 overlap0_t3 1
 x1.nahunta_bbu_cutover_m1_s3 span1 -4
 x2.waycross_csr_cutover_m0_s0 objective0.exposure 3
 x2.waycross_csr_cutover_m0_s0 start2_m0 1
 x2.waycross_csr_cutover_m0_s0 lag1_t2 -1
 x2.waycross_csr_cutover_m0_s0 lag1_t3 -1
 x2.waycross_csr_cutover_m0_s0 res0.crews_tower_t0 1
 x2.waycross_csr_cutover_m0_s0 level0.funding_t0 250
 x2.waycross_csr_cutover_m0_s0 draw0.funding_t0 250
 x2.waycross_csr_cutover_m0_s0 overlap0_t0 1
 x2.waycross_csr_cutover_m0_s0 span2 -1
 x2.waycross_csr_cutover_m0_s1 objective0.exposure 6
 x2.waycross_csr_cutover_m0_s1 start2_m0 1
 x2.waycross_csr_cutover_m0_s1 lag1_t3 -1
 x2.waycross_csr_cutover_m0_s1 res0.crews_tower_t1 1
 x2.waycross_csr_cutover_m0_s1 level0.funding_t1 250
 x2.waycross_csr_cutover_m0_s1 draw0.funding_t1 250
 x2.waycross_csr_cutover_m0_s1 overlap0_t1 1
 x2.waycross_csr_cutover_m0_s1 span2 -2
 x2.waycross_csr_cutover_m0_s2 objective0.exposure 9
 x2.waycross_csr_cutover_m0_s2 start2_m0 1
 x2.waycross_csr_cutover_m0_s2 level0.funding_t2 250
 x2.waycross_csr_cutover_m0_s2 draw0.funding_t2 250
 x2.waycross_csr_cutover_m0_s2 overlap0_t2 1
 x2.waycross_csr_cutover_m0_s2 span2 -3
 x2.waycross_csr_cutover_m0_s3 objective0.exposure 12
 x2.waycross_csr_cutover_m0_s3 start2_m0 1
 x2.waycross_csr_cutover_m0_s3 level0.funding_t3 250
 x2.waycross_csr_cutover_m0_s3 draw0.funding_t3 250
 x2.waycross_csr_cutover_m0_s3 overlap0_t3 1
 x2.waycross_csr_cutover_m0_s3 span2 -4
 m 'MARKER' 'INTEND'
 level0_t0 level0.funding_t0 1
 level0_t0 level0.funding_t1 -1
 level0_t1 level0.funding_t1 1
 level0_t1 level0.funding_t2 -1
 level0_t2 level0.funding_t2 1
 level0_t2 level0.funding_t3 -1
 level0_t3 level0.funding_t3 1
 m 'MARKER' 'INTORG'
 z span0 1
 z span1 1
 z span2 1
 m 'MARKER' 'INTEND'
RHS
 rhs choose0.nahunta_bbu 1
 rhs choose1.waycross_csr 1
 rhs res0.crews_tower_t0 1
 rhs res0.crews_tower_t1 1
 rhs budget0.share_acme 1
 rhs level0.funding_t0 500
 rhs level0.funding_t2 400
 rhs draw0.funding_t0 600
 rhs draw0.funding_t1 600
 rhs draw0.funding_t2 600
 rhs draw0.funding_t3 600
 rhs overlap0_t0 1
 rhs overlap0_t1 1
 rhs overlap0_t2 1
 rhs overlap0_t3 1
BOUNDS
 UP bound y0.nahunta_bbu_m0 1
 UP bound y0.nahunta_bbu_m1 1
 UP bound y1.waycross_csr_m0 1
 UP bound y1.waycross_csr_m1 1
 UP bound x0.nahunta_bbu_install_m0_s0 1
 UP bound x0.nahunta_bbu_install_m0_s1 1
 UP bound x0.nahunta_bbu_install_m0_s2 1
 UP bound x0.nahunta_bbu_install_m0_s3 1
 UP bound x0.nahunta_bbu_install_m1_s0 1
 UP bound x0.nahunta_bbu_install_m1_s1 1
 UP bound x1.nahunta_bbu_cutover_m0_s0 1
 UP bound x1.nahunta_bbu_cutover_m0_s1 1
 UP bound x1.nahunta_bbu_cutover_m0_s3 1
 UP bound x1.nahunta_bbu_cutover_m1_s0 1
 UP bound x1.nahunta_bbu_cutover_m1_s1 1
 UP bound x1.nahunta_bbu_cutover_m1_s2 1
 UP bound x1.nahunta_bbu_cutover_m1_s3 1
 UP bound x2.waycross_csr_cutover_m0_s0 1
 UP bound x2.waycross_csr_cutover_m0_s1 1
 UP bound x2.waycross_csr_cutover_m0_s2 1
 UP bound x2.waycross_csr_cutover_m0_s3 1
 UP bound z 4
ENDATA
